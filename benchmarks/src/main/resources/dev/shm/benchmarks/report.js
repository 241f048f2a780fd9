// Draws each table of numbers as a chart above it. Without scripts the tables stay as they are.
(() => {
  "use strict";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const HEIGHT = 320;
  const MARGIN = 1.15; // as a factor
  const SHADE = "30"; // of an interval, as the last byte of a colour

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const digits = new Intl.NumberFormat("en", {notation: "compact", maximumSignificantDigits: 3});
  const short = value => value == null ? "" : digits.format(value).replace(/(?=[KMB]$)/, " ").replace("K", "k").replace("B", "G");
  const TIMES = [["ns", 1], ["µs", 1e3], ["ms", 1e6], ["s", 1e9]];

  const quantity = (value, key) => {
    if (value == null) return "";
    const nanos = key.includes("ns_per_") ? value : key.includes("ms_per_") ? value * 1e6 : NaN;
    if (Number.isNaN(nanos)) return short(value) + (key.endsWith("_per_s") ? "/s" : key === "percent" ? " %" : "");
    const [unit, size] = TIMES.filter(time => nanos >= time[1]).pop() ?? TIMES[0];
    return short(nanos / size) + " " + unit;
  };

  const read = table => {
    const number = (cell, name) => cell.dataset[name] === undefined ? null : Number(cell.dataset[name]);
    const rows = [...table.tBodies[0].rows].map(row => [...row.cells]);
    const names = [...table.tHead.rows[0].cells].map(cell => cell.textContent);
    const column = (index, name) => rows.map(row => number(row[index], name));
    return {names, column, key: table.dataset.key};
  };

  const draw = figure => {
    const place = figure.querySelector(".chart");
    const {names, column, key} = read(figure.querySelector("table"));
    const data = [column(0, "value")];
    const series = [{label: names[0], value: (u, x) => short(x)}];
    const bands = [];
    names.slice(1).forEach((name, index) => {
      const stroke = colour("--line-" + (index % 4 + 1));
      data.push(column(index + 1, "value"), column(index + 1, "low"), column(index + 1, "high"));
      const edge = {show: true, points: {show: false}, stroke: "transparent", label: name, class: "edge"};
      series.push({label: name, stroke, width: 2, points: {show: true, size: 7}, value: (u, y) => quantity(y, key)}, edge, edge);
      bands.push({series: [series.length - 1, series.length - 2], fill: stroke + SHADE});
    });
    const axis = {stroke: colour("--faint"), grid: {stroke: colour("--rule"), width: 1}, ticks: {stroke: colour("--rule"), width: 1}};
    const chart = new uPlot({
      width: place.clientWidth, height: HEIGHT, series, bands,
      scales: {x: {time: false, distr: 3, log: 10, range: (u, min, max) => [min / MARGIN, max * MARGIN]}, y: {distr: 3, log: 10}},
      axes: [
        {...axis, label: names[0], splits: () => data[0], filter: (u, splits) => splits, values: (u, splits) => splits.map(short)},
        {...axis, size: 64, values: (u, splits) => splits.map(y => quantity(y, key))},
      ],
    }, data, place);
    chart.root.querySelectorAll(".edge").forEach(legend => legend.remove());
    return chart;
  };

  const figures = [...document.querySelectorAll("figure")];
  let charts = figures.map(draw);
  figures.forEach(figure => figure.querySelector("details").removeAttribute("open"));
  addEventListener("resize", () => charts.forEach((chart, index) =>
    chart.setSize({width: figures[index].querySelector(".chart").clientWidth, height: HEIGHT})));
  dark.addEventListener("change", () => {
    charts.forEach(chart => chart.destroy());
    charts = figures.map(draw);
  });
})();
