// Draws the tables of a page as charts (uPlot). A table stays the source: what is drawn is read from it.
(() => {
  "use strict";
  if (!window.uPlot) return;
  const root = document.documentElement;
  const value = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const number = new Intl.NumberFormat(root.dataset.locale);
  const drawn = new Map();

  const axis = (more) => ({ stroke: value("--muted"), grid: { stroke: value("--line"), width: 1 }, ticks: { stroke: value("--line"), width: 1 }, font: "11px " + getComputedStyle(document.body).fontFamily, ...more });
  const rows = (box) => [...document.getElementById(box.dataset.table).tBodies[0].rows];
  const column = (table, i) => table.map((row) => Number(row.querySelectorAll("[data-y]")[i].dataset.y));

  const fixed = (n, digits) => n.toLocaleString(root.dataset.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });

  /** From log-odds to a probability as one says it. */
  const said = (x) => {
    const p = 1 / (1 + Math.exp(-x));
    return p > 0.9995 ? "1−" + (1 - p).toExponential(0) : fixed(p, p > 0.99 ? 3 : 2);
  };

  function threshold(plot, x, label, align) {
    const at = plot.valToPos(x, "x", true);
    const { ctx, bbox } = plot;
    if (at < bbox.left || at > bbox.left + bbox.width) return;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = value("--info");
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(at, bbox.top);
    ctx.lineTo(at, bbox.top + bbox.height);
    ctx.stroke();
    ctx.font = 11 * devicePixelRatio + "px sans-serif";
    ctx.textAlign = align;
    ctx.fillText(label, at + (align === "right" ? -5 : 5) * devicePixelRatio, bbox.top + 12 * devicePixelRatio);
    ctx.restore();
  }

  function bars(box) {
    const table = rows(box);
    const shown = (n) => (n === 0 ? null : n);
    const half = (align) => uPlot.paths.bars({ size: [0.42, 40], align, gap: 0 });
    const x = table.map((row) => Number(row.dataset.x) + 0.25);
    return [{
      scales: { x: { time: false, range: (_, low, high) => [low - 0.5, high + 0.5] }, y: { distr: 3, range: (_, low, high) => [0.6, Math.max(10, high * 2)] } },
      axes: [axis({ values: (_, splits) => splits.map(said), space: 60, label: box.dataset.axis, labelFont: "11px sans-serif", labelSize: 18 }), axis({ values: (_, splits) => splits.map((n) => (n >= 1 && Number.isInteger(Math.log10(n)) ? number.format(n) : "")), size: 64 })],
      series: [{}, { fill: value("--accent-line"), stroke: value("--accent-line"), paths: half(1), points: { show: false } }, { fill: value("--src-0"), stroke: value("--src-0"), paths: half(-1), points: { show: false } }],
      hooks: { draw: [(plot) => { threshold(plot, Number(box.dataset.review), box.dataset.ask, "right"); threshold(plot, Number(box.dataset.link), box.dataset.join, "left"); }] },
    }, [x, column(table, 0).map(shown), column(table, 1).map(shown)]];
  }

  /** One line for each column with numbers; where a day has none, the line has a gap. */
  function line(box) {
    const table = rows(box).reverse();
    const x = table.map((row) => Date.parse(row.dataset.x) / 1000);
    const lines = [...table[0].querySelectorAll("[data-y]")].map((_, i) => table.map((row) => {
      const { y } = row.querySelectorAll("[data-y]")[i].dataset;
      return y === "" ? null : Number(y);
    }));
    const low = Math.max(0, Math.floor(Math.min(90, ...lines.flat().filter((y) => y !== null)) / 5) * 5);
    const day = 86400;
    const dashes = [[], [8, 4], [2, 4], [10, 3, 2, 3]];
    const stroke = (i) => (lines.length === 1 ? value("--accent-line") : value("--src-" + i));
    return [{
      scales: { x: { range: () => [Math.min(x[0], x.at(-1) - 6 * day) - day / 2, x.at(-1) + day / 2] }, y: { range: () => [low, 100] } },
      axes: [axis({ space: 80, values: (_, splits) => splits.map((t) => new Date(t * 1000).toLocaleDateString(root.dataset.locale, { day: "numeric", month: "short", timeZone: "UTC" })), incrs: [day, 2 * day, 7 * day, 14 * day] }), axis({ values: (_, splits) => splits.map((n) => n + " %"), size: 56 })],
      series: [{}, ...lines.map((_, i) => ({ stroke: stroke(i), width: 2, dash: dashes[i], points: { show: true, size: 7, fill: stroke(i) } }))],
      tzDate: (t) => uPlot.tzDate(new Date(t * 1000), "UTC"),
    }, [x, ...lines]];
  }

  /** One bar for each row, with its heading below as far as there is room. */
  function columns(box) {
    const table = rows(box);
    const labels = table.map((row) => row.cells[0].textContent);
    const step = Math.ceil(labels.length / Math.max(1, Math.floor(box.clientWidth / 90)));
    return [{
      scales: { x: { time: false, range: () => [-0.6, labels.length - 0.4] }, y: { range: (_, low, high) => [0, Math.max(4, high * 1.1)] } },
      axes: [axis({ grid: { show: false }, splits: () => labels.map((_, at) => at).filter((at) => at % step === 0), values: (_, splits) => splits.map((at) => labels[at] ?? "") }), axis({ values: (_, splits) => splits.map((n) => (Number.isInteger(n) ? number.format(n) : "")), size: 56 })],
      series: [{}, { fill: value("--accent-line"), stroke: value("--accent-line"), paths: uPlot.paths.bars({ size: [0.7, 60] }), points: { show: false } }],
    }, [labels.map((_, at) => at), column(table, 0).map((n) => (n === 0 ? null : n))]];
  }

  function draw(box) {
    drawn.get(box)?.destroy();
    const kinds = { bars, line, columns };
    const [options, data] = kinds[box.dataset.chart](box);
    drawn.set(box, new uPlot({ width: box.clientWidth, height: box.clientHeight, legend: { show: false }, cursor: { show: false }, ...options }, data, box));
    box.dataset.drawn = String(data[0].length);
    box.dataset.lines = data.slice(1).map((line) => line.map((y) => y ?? "").join(" ")).join("; ");
  }

  function all() {
    [...drawn.keys()].filter((box) => !box.isConnected).forEach((box) => { drawn.get(box).destroy(); drawn.delete(box); });
    document.querySelectorAll("[data-chart]").forEach(draw);
  }

  new MutationObserver(all).observe(root, { attributes: true, attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  let waiting = 0;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(all, 100); });
  document.addEventListener("htmx:afterSwap", all);
  all();
})();
