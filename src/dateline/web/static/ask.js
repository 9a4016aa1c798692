// Names of tables and columns that begin as the word before the cursor does; Ctrl and the space bar take the first.
"use strict";
const field = document.querySelector("[data-completes]");
const shown = document.getElementById("completes");
if (field && shown) {
  const tables = [...document.querySelectorAll("aside details")].map((d) => [
    d.querySelector("summary").textContent, [...d.querySelectorAll("dt b")].map((b) => b.textContent)]);
  const word = () => field.value.slice(0, field.selectionStart).match(/[A-Za-z_]+$/)?.[0] || "";
  function fitting() {
    const begun = word().toLowerCase();
    if (begun.length < 2) return [];
    const told = field.value.toLowerCase();
    const near = tables.filter(([name]) => told.includes(name));
    const names = [...tables.map(([name]) => name), ...(near.length ? near : tables).flatMap(([, columns]) => columns)];
    return [...new Set(names)].filter((name) => name.startsWith(begun) && name !== begun).slice(0, 8);
  }
  function take(name) {
    const at = field.selectionStart;
    field.setRangeText(name, at - word().length, at, "end");
    field.focus();
    show();
  }
  function show() {
    const names = fitting();
    shown.replaceChildren(...(names.length ? [`${shown.dataset.told} `] : []), ...names.map((name) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "linked";
      button.textContent = name;
      button.addEventListener("click", () => take(name));
      return button;
    }));
  }
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.code === "Space") {
      event.preventDefault();
      const [first] = fitting();
      if (first) take(first);
    }
    if (event.ctrlKey && event.key === "Enter") field.form.requestSubmit();
  });
}
