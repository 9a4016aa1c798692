// The network of all actors on a canvas: laid out once, by the forces of d3 (which are the same each time), then still.
"use strict";
(async () => {
  const canvas = document.getElementById("network");
  if (!canvas || typeof d3 === "undefined") return;
  const base = document.documentElement.dataset.root || "";
  const { nodes, links } = await (await fetch(`${base}/network.json`)).json();
  if (!nodes.length) return;
  document.getElementById("strongest").hidden = true;
  document.getElementById("canvas").hidden = false;
  const most = Math.max(...nodes.map((n) => n.ties));
  const radius = (n) => 2 + 14 * Math.sqrt(n.ties / most);
  const steps = Math.max(40, Math.min(300, Math.round(120000 / nodes.length)));
  const simulation = d3.forceSimulation(nodes)
    .force("link", d3.forceLink(links).id((n) => n.id).distance(34).strength((l) => Math.min(0.8, 0.1 + Math.log2(1 + l.n) / 8)))
    .force("charge", d3.forceManyBody().strength(-42).distanceMax(400))
    .force("x", d3.forceX().strength(0.04)).force("y", d3.forceY().strength(0.06))
    .force("apart", d3.forceCollide().radius((n) => radius(n) + 1)).stop();
  const view = { x: 0, y: 0, k: 1 };
  const pen = canvas.getContext("2d");
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const parts = ["--source", "--event", "--cue", "--soft"];
  let lit = null;
  const at = (n) => [canvas.width / 2 + (n.x + view.x) * view.k, canvas.height / 2 + (n.y + view.y) * view.k];
  function draw() {
    pen.fillStyle = colour("--paper");
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.globalAlpha = 0.35;
    pen.strokeStyle = colour("--edge");
    for (const l of links) {
      if (lit && l.source !== lit && l.target !== lit) continue;
      pen.lineWidth = Math.min(6, 0.5 + Math.log2(l.n));
      pen.beginPath();
      pen.moveTo(...at(l.source));
      pen.lineTo(...at(l.target));
      pen.stroke();
    }
    pen.globalAlpha = 1;
    const room = [];
    for (const n of nodes) {
      const [x, y] = at(n);
      const r = radius(n) * Math.sqrt(view.k);
      pen.fillStyle = colour(parts[Math.min(n.community, parts.length - 1)]);
      pen.beginPath();
      if (n.community % 2) pen.rect(x - r, y - r, 2 * r, 2 * r);
      else pen.arc(x, y, r, 0, 7);
      pen.fill();
      room.push([n, x, y, r]);
    }
    pen.font = `${12 * (window.devicePixelRatio || 1)}px ${colour("--sans")}`;
    pen.textAlign = "center";
    const taken = [];
    for (const [n, x, y, r] of room.slice(0, Math.round(60 * view.k))) {
      const wide = pen.measureText(n.name).width;
      const box = [x - wide / 2, y - r - 16, x + wide / 2, y - r];
      if (n !== lit && taken.some((b) => b[0] < box[2] && box[0] < b[2] && b[1] < box[3] && box[1] < b[3])) continue;
      taken.push(box);
      pen.lineWidth = 3;
      pen.strokeStyle = colour("--paper");
      pen.strokeText(n.name, x, y - r - 3);
      pen.fillStyle = colour("--ink");
      pen.fillText(n.name, x, y - r - 3);
    }
  }
  function size() {
    const ratio = window.devicePixelRatio || 1;
    canvas.width = canvas.clientWidth * ratio;
    canvas.height = canvas.clientHeight * ratio;
    draw();
  }
  let left = steps;
  function settle() {
    const until = performance.now() + 40;
    while (left > 0 && performance.now() < until) { simulation.tick(); left -= 1; }
    if (left > 0) { requestAnimationFrame(settle); return; }
    const xs = nodes.map((n) => n.x).sort((a, b) => a - b);
    const ys = nodes.map((n) => n.y).sort((a, b) => a - b);
    const cut = (list, share) => list[Math.floor(share * (list.length - 1))];
    view.x = -(cut(xs, 0.02) + cut(xs, 0.98)) / 2;
    view.y = -(cut(ys, 0.02) + cut(ys, 0.98)) / 2;
    view.k = Math.min(canvas.width / (cut(xs, 0.98) - cut(xs, 0.02) + 160), canvas.height / (cut(ys, 0.98) - cut(ys, 0.02) + 80), 3);
    draw();
    canvas.dataset.ready = "yes";
  }
  const near = (event) => {
    const box = canvas.getBoundingClientRect();
    const ratio = canvas.width / box.width;
    const [px, py] = [(event.clientX - box.left) * ratio, (event.clientY - box.top) * ratio];
    return nodes.find((n) => Math.hypot(at(n)[0] - px, at(n)[1] - py) < radius(n) * Math.sqrt(view.k) + 3);
  };
  const told = document.getElementById("pointed");
  let held = null;
  canvas.addEventListener("pointerdown", (event) => { held = [event.clientX, event.clientY, 0]; canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointermove", (event) => {
    if (held) {
      const ratio = canvas.width / canvas.clientWidth;
      view.x += (event.clientX - held[0]) * ratio / view.k;
      view.y += (event.clientY - held[1]) * ratio / view.k;
      held = [event.clientX, event.clientY, held[2] + 1];
      draw();
      return;
    }
    const found = near(event);
    if (found !== lit) { lit = found || null; if (found) told.textContent = `${found.name}: ${found.ties}`; draw(); }
  });
  canvas.addEventListener("pointerup", (event) => {
    const found = held && held[2] < 3 ? near(event) : null;
    held = null;
    if (found) location.href = `${base}/actor/${encodeURIComponent(found.id)}`;
  });
  const zoom = (by) => { view.k = Math.max(0.1, Math.min(20, view.k * by)); draw(); };
  canvas.addEventListener("wheel", (event) => { event.preventDefault(); zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15); }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] };
    if (moves[event.key]) { view.x += moves[event.key][0] / view.k; view.y += moves[event.key][1] / view.k; draw(); event.preventDefault(); }
    if (event.key === "+" || event.key === "-") { zoom(event.key === "+" ? 1.3 : 1 / 1.3); event.preventDefault(); }
  });
  window.addEventListener("resize", size);
  size();
  settle();
})();
