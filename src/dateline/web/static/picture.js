// A picture to take away as PNG: drawn from its SVG, or from the canvas that shows it.
"use strict";
const root = document.documentElement.dataset.root || "";

function take(canvas, name) {
  canvas.toBlob((blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}

async function drawn(address) {
  const text = await (await fetch(root + address)).text();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  const box = text.match(/viewBox="0 0 ([\d.]+) ([\d.]+)"/);
  canvas.width = 2 * (box ? Number(box[1]) : image.width || 1000);
  canvas.height = 2 * (box ? Number(box[2]) : image.height || 600);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

for (const button of document.querySelectorAll("[data-png], [data-canvas]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const canvas = button.dataset.png ? await drawn(button.dataset.png) : document.getElementById(button.dataset.canvas);
    take(canvas, button.dataset.name);
  });
}
