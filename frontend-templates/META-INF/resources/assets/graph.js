// Draws what the tables of the page say: a node for each record, a line for each tie.
(() => {
  "use strict";
  const box = document.getElementById("graph");
  if (!box || !window.cytoscape) return;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const root = document.documentElement;
  const value = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const rows = all("#ties tbody tr");
  const nodes = all("#nodes tbody tr");

  const colour = (row) => getComputedStyle(row.querySelector(".src")).getPropertyValue("--src").trim();
  const elements = [
    ...nodes.map((row, i) => ({
      data: { id: "n" + row.dataset.node, label: row.dataset.name, colour: colour(row) },
      position: { x: 300 * Math.cos(2 * Math.PI * i / nodes.length), y: 200 * Math.sin(2 * Math.PI * i / nodes.length) },
    })),
    ...rows.map((row, i) => ({
      data: { id: "t" + i, source: "n" + row.dataset.left, target: "n" + row.dataset.right, strength: Number(row.dataset.strength), kind: row.dataset.kind, row: i },
    })),
  ];

  const style = () => [
    { selector: "node", style: { "background-color": "data(colour)", label: "data(label)", color: value("--text"), "font-size": 11, "text-valign": "bottom", "text-margin-y": 4, width: 18, height: 18, "text-outline-color": value("--panel"), "text-outline-width": 2 } },
    { selector: "edge", style: { width: "mapData(strength, 0, 1, 1, 5)", "line-color": value("--line-strong"), "curve-style": "straight" } },
    { selector: 'edge[kind = "bridge"]', style: { "line-color": value("--bad"), "line-style": "dashed" } },
    { selector: 'edge[kind = "decided"]', style: { "line-color": value("--accent-line"), "line-style": "dotted", width: 4 } },
    { selector: ":selected", style: { "line-color": value("--focus"), "border-width": 3, "border-color": value("--focus") } },
  ];

  const graph = cytoscape({
    container: box, elements, style: style(), wheelSensitivity: 0.3, maxZoom: 3, minZoom: 0.1, userZoomingEnabled: false,
    // Few records stand on a circle, where no line hides another; many are pulled together by their ties.
    layout: nodes.length <= 12 ? { name: "circle", padding: 36, avoidOverlap: true, startAngle: nodes.length === 2 ? Math.PI : -Math.PI / 2 } : { name: "cose", animate: false, randomize: false, padding: 36, nodeRepulsion: () => 80000, idealEdgeLength: () => 110 },
  });
  const fit = () => { graph.fit(undefined, 36); if (graph.zoom() > 1.4) { graph.zoom(1.4); graph.center(); } };
  fit();
  box.dataset.drawn = String(graph.edges().length);

  new MutationObserver(() => graph.style(style())).observe(root, { attributes: true, attributeFilter: ["data-theme"] });

  graph.on("select", "edge", (event) => {
    const row = rows[event.target.data("row")];
    rows.forEach((other) => other.removeAttribute("aria-current"));
    row.setAttribute("aria-current", "true");
    row.scrollIntoView({ block: "nearest" });
    const cut = row.querySelector("a");
    if (cut) cut.focus({ preventScroll: true });
    document.getElementById("graph-said").textContent = box.dataset.said.replace(/#(\d)/g, (_, cell) => row.cells[cell - 1].textContent.trim());
  });

  // The other way round: the tie whose row has the focus is shown in the picture.
  rows.forEach((row, i) => row.addEventListener("focusin", () => {
    graph.batch(() => graph.elements().unselect());
    graph.getElementById("t" + i).select();
  }));

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-graph-zoom]");
    if (!button) return;
    const by = Number(button.dataset.graphZoom);
    if (by === 0) fit(); else graph.zoom({ level: graph.zoom() * by, renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 } });
  });
})();
