// Pointing at a note lights its words, and the other way round; the page reads without this.
"use strict";
for (const [from, to] of [["[data-note]", "[data-rows]"], ["[data-rows]", "[data-note]"]]) {
  const light = (on) => (event) => {
    const at = event.target.closest(from);
    if (!at) return;
    const keys = (at.dataset.note || at.dataset.rows).split(" ");
    for (const other of document.querySelectorAll(to)) {
      const theirs = (other.dataset.note || other.dataset.rows).split(" ");
      if (theirs.some((key) => keys.includes(key))) other.classList.toggle("lit", on);
    }
  };
  document.addEventListener("mouseover", light(true));
  document.addEventListener("mouseout", light(false));
}
