// Words marked in an article become the fields of a form, as code points: w what was said, c the cue, o who says it.
"use strict";

const marking = document.getElementById("marking");
const bar = document.getElementById("bar");

// The pieces of the text that a range covers, one a paragraph: [[120, 180], [190, 200]].
function pieces(range) {
  const found = new Map();
  for (const piece of document.querySelectorAll(".sheet [data-at]")) {
    if (!range.intersectsNode(piece)) continue;
    const whole = document.createRange();
    whole.selectNodeContents(piece);
    const from = Number(piece.dataset.at);
    const before = document.createRange();
    before.setStart(whole.startContainer, whole.startOffset);
    const inside = (node, offset, otherwise) => {
      if (whole.comparePoint(node, offset) !== 0) return otherwise;
      before.setEnd(node, offset);
      return from + [...before.toString()].length;
    };
    const start = inside(range.startContainer, range.startOffset, from);
    const end = inside(range.endContainer, range.endOffset, from + [...whole.toString()].length);
    if (start >= end) continue;
    const paragraph = piece.closest(".par");
    const known = found.get(paragraph);
    found.set(paragraph, known ? [Math.min(known[0], start), Math.max(known[1], end)] : [start, end]);
  }
  return [...found.values()];
}

function marked() {
  const selection = window.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  return pieces(selection.getRangeAt(0));
}

function take(key, more) {
  const field = marking.querySelector(`[data-mark="${key}"]`);
  const told = marked().map((p) => p.join("-")).join(",");
  if (!field || !told) return false;
  field.value = more && field.value ? `${field.value},${told}` : told;
  field.classList.add("taken");
  return true;
}

if (marking && bar) {
  document.addEventListener("selectionchange", () => { bar.hidden = marked().length === 0; });
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (!button) return;
    take(button.dataset.take, event.shiftKey);
    if (button.dataset.take === "w") marking.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (["w", "c", "o"].includes(event.key.toLowerCase()) && take(event.key.toLowerCase(), event.shiftKey)) event.preventDefault();
    if (event.key === "a" && [...marking.querySelectorAll("[data-mark]")].some((f) => f.value)) {
      event.preventDefault();
      marking.requestSubmit();
    }
  });
}
