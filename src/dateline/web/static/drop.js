// A file that is dropped on the page, or chosen, goes into the form.
"use strict";
const chosen = document.querySelector("[data-drop-file]");
if (chosen) {
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) chosen.files = event.dataTransfer.files;
    else document.querySelector("[data-drop]").value = event.dataTransfer.getData("text/plain");
  });
}
