(() => {
  "use strict";
  const bars = uPlot.paths.bars({size: [0.7, 40], radius: 0.15});
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const count = new Intl.NumberFormat("en");
  const short = new Intl.NumberFormat("en", {notation: "compact"});
  const date = seconds => new Date(seconds * 1000).toISOString().slice(0, 10);
  const value = (u, v) => v == null ? "–" : count.format(v);
  const line = (label, name, width, fill) => ({label, stroke: colour(name), width, value, points: {show: false},
    fill: fill ? colour(name) + "1f" : undefined});
  const bar = (label, name, alpha) => ({label, stroke: colour(name), fill: colour(name) + alpha, width: 0, value, paths: bars,
    points: {show: false}});

  const kinds = {
    users: d => ({
      data: [d.days, d.monthly, d.weekly, d.daily],
      series: [line("month", "--three", 1.5), line("week", "--two", 1.5), line("day", "--one", 2, true)],
    }),
    newcomers: d => ({
      // The taller bar stands behind the other one: all users, and before it those that returned.
      data: [d.days, d.returning.map((n, i) => n + d.fresh[i]), d.returning],
      series: [
        {...bar("new", "--two", "ff"), value: (u, v, s, i) => v == null ? "–" : count.format(d.fresh[i])},
        bar("returning", "--one", "ff"),
      ],
    }),
    events: d => ({data: [d.days, d.events], series: [bar("events", "--one", "ff")]}),
  };

  const axis = more => ({stroke: colour("--faint"), grid: {stroke: colour("--rule"), width: 1}, ticks: {show: false},
    font: "12px system-ui, sans-serif", ...more});

  const draw = place => {
    const data = JSON.parse(place.closest(".project").querySelector("script").textContent);
    const {data: columns, series} = kinds[place.dataset.chart](data);
    place.replaceChildren();
    return new uPlot({
      width: place.clientWidth,
      height: place.dataset.chart === "users" ? 240 : 200,
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
      cursor: {y: false, drag: {x: false, y: false}, points: {size: 6}},
      legend: {live: true},
      scales: {x: {range: (u, min, max) => [min - 43200, max + 43200]}, y: {range: (u, min, max) => [0, Math.max(max * 1.08, 1)]}},
      axes: [
        axis({size: 28, grid: {show: false}, space: 56, incrs: [86400, 172800, 604800, 1209600],
          values: (u, splits) => splits.map(s => date(s).slice(5))}),
        axis({size: 48, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7, 1e8, 1e9],
          values: (u, splits) => splits.map(s => short.format(s))}),
      ],
      series: [{label: "date", value: (u, s) => s == null ? "–" : date(s)}, ...series],
    }, columns, place);
  };

  const charts = new Map();
  const drawAll = () => document.querySelectorAll("[data-chart]").forEach(place => {
    charts.get(place)?.destroy();
    charts.set(place, draw(place));
  });
  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  const watch = new ResizeObserver(entries => entries.forEach(({target}) => {
    const chart = charts.get(target);
    if (chart && target.clientWidth > 0 && chart.width !== target.clientWidth) {
      chart.setSize({width: target.clientWidth, height: chart.height});
    }
  }));
  charts.forEach((chart, place) => watch.observe(place));
})();
