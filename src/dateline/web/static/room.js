// What the pages do beyond reading; they read without this. Notes stand at the height of their words, a note lights its
// words and they it, and keys press what carries their name.
"use strict";

const keys = (element) => (element.dataset.note || element.dataset.rows || "").split(" ").filter(Boolean);

function light(event, on) {
  const from = event.target.closest ? event.target.closest("[data-note], [data-rows]") : null;
  if (!from) return;
  const wanted = keys(from);
  const other = from.dataset.note ? "[data-rows]" : "[data-note]";
  for (const there of document.querySelectorAll(other)) {
    if (keys(there).some((key) => wanted.includes(key))) there.classList.toggle("lit", on);
  }
}
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(name, (event) => light(event, on));
}

// Each note at the height of the first of its words, or just under the one before it.
const sheet = document.querySelector(".sheet");
function align() {
  const wide = window.matchMedia("(min-width: 66rem)").matches;
  sheet.classList.toggle("aligned", wide);
  if (!wide) {
    for (const note of sheet.querySelectorAll(".note")) note.style.top = "";
    sheet.style.minHeight = "";
    return;
  }
  const origin = sheet.getBoundingClientRect().top;
  let free = 0;
  const placed = [];
  for (const note of sheet.querySelectorAll(".note")) {
    if (getComputedStyle(note).display === "none") continue;
    const words = [...sheet.querySelectorAll("[data-rows]")].find((piece) => keys(piece).includes(note.dataset.note));
    placed.push([note, words ? words.getBoundingClientRect().top - origin : free]);
  }
  placed.sort((a, b) => a[1] - b[1]);
  for (const [note, at] of placed) {
    const top = Math.max(at, free);
    note.style.top = `${top}px`;
    free = top + note.offsetHeight + 3;
  }
  sheet.style.minHeight = `${free}px`;
}
if (sheet) {
  align();
  window.addEventListener("resize", align);
  document.addEventListener("change", (event) => { if (event.target.id.startsWith("layer-")) align(); });
  for (const note of sheet.querySelectorAll("details.note")) note.addEventListener("toggle", align);
  if (document.fonts) document.fonts.ready.then(align);
  // A click on words that a note is about opens it, unless the click is on a link.
  sheet.addEventListener("click", (event) => {
    const words = event.target.closest("[data-rows]");
    if (!words || event.target.closest("a")) return;
    const note = document.getElementById(`n-${keys(words).at(-1)}`);
    if (note) { note.open = true; note.querySelector("summary").focus({ preventScroll: true }); }
  });
  // An address with #n-s3 opens the note.
  const named = location.hash.startsWith("#n-") && document.getElementById(location.hash.slice(1));
  if (named) named.open = true;
}

// A key presses what carries its name: <button data-key="y">; never while somebody writes.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select")) return;
  if (event.key === "/") {
    document.getElementById("find").focus();
    event.preventDefault();
    return;
  }
  const pressed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (pressed) {
    event.preventDefault();
    pressed.click();
    if (pressed.matches("select, input, textarea")) pressed.focus();
  }
});

// What was committed since the page was made is told at its foot, where nothing moves; the page itself stays.
const news = document.getElementById("news");
if (news && window.EventSource) {
  let first = null;
  const stream = new EventSource(`${document.documentElement.dataset.root || ""}/news`);
  stream.addEventListener("batch", (event) => {
    const told = JSON.parse(event.data);
    if (first === null) { first = told; return; }
    if (told.commit === first.commit) return;
    const more = told.articles - first.articles;
    const { one, many, other } = news.dataset;
    news.querySelector("span").textContent = more > 0 ? `${more} ${more === 1 ? one : many}` : other;
    news.hidden = false;
  });
  window.addEventListener("pagehide", () => stream.close());
}
