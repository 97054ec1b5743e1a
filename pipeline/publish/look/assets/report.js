"use strict";
// The report's figures. Data comes from #data; everything is set as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const F = data.figures;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const KINDS = ["conditions", "symptoms", "treatments", "exercises"];
  const colourOf = (kind) => css("--" + kind.replace(/s$/, ""));
  const PALETTE = ["#3b6ea5", "#c8553d", "#5b8e7d", "#8e6c8a", "#d9a441", "#4f5d75", "#7a9e3f", "#b56576",
    "#2a9d8f", "#9c6644", "#6d597a", "#e07a5f", "#457b9d", "#8ab17d", "#a44a3f", "#577590",
    "#bc6c25", "#606c38", "#7f5539", "#90a955", "#cb997e", "#6b705c"];

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const sum = (rows, key = "n") => rows.reduce((total, row) => total + row[key], 0);
  const unique = (values) => [...new Set(values)];
  const words = (name) => String(name).replaceAll("_", " ");
  const number = new Intl.NumberFormat("en");

  // A chart's parts that every figure shares. Tooltips are drawn on the canvas: no markup is made from data.
  const base = () => ({
    animation: false,
    aria: { enabled: true },
    color: PALETTE,
    textStyle: { color: css("--ink"), fontFamily: "inherit" },
    tooltip: { renderMode: "richText", confine: true, backgroundColor: css("--paper"), borderColor: css("--line"), textStyle: { color: css("--ink") } },
    grid: { left: 8, right: 24, top: 16, bottom: 8, containLabel: true },
  });
  const legend = () => ({ type: "scroll", bottom: 0, textStyle: { color: css("--ink") }, pageTextStyle: { color: css("--ink") } });
  const axis = (extra = {}) => ({
    axisLabel: { color: css("--soft"), width: 230, overflow: "truncate" },
    axisLine: { lineStyle: { color: css("--line") } },
    splitLine: { lineStyle: { color: css("--line") } },
    ...extra,
  });

  // Horizontal bars, the largest on top.
  const bars = (rows, label, value, colour) => ({
    ...base(),
    xAxis: axis({ type: "value", minInterval: 1 }),
    yAxis: axis({ type: "category", inverse: true, data: rows.map((r) => words(r[label])) }),
    series: [{ type: "bar", barMaxWidth: 28, data: rows.map((r) => r[value]), itemStyle: { color: colour || PALETTE[0], borderRadius: 3 }, label: { show: true, position: "right", color: css("--ink") } }],
  });

  // Bars of one category each, stacked by another.
  const stacked = (rows, label, by, value, order, colours) => {
    const labels = unique(rows.map((r) => r[label]));
    const kinds = order || unique(rows.map((r) => r[by])).sort();
    const at = new Map(rows.map((r) => [r[label] + "\u0000" + r[by], r[value]]));
    return {
      ...base(),
      legend: legend(),
      grid: { left: 8, right: 24, top: 16, bottom: 40, containLabel: true },
      xAxis: axis({ type: "value", minInterval: 1 }),
      yAxis: axis({ type: "category", inverse: true, data: labels.map((l) => words(l) || "(no site)") }),
      series: kinds.map((kind) => ({
        name: words(kind), type: "bar", barMaxWidth: 28, stack: "all",
        itemStyle: colours ? { color: colours(kind) } : undefined,
        data: labels.map((l) => at.get(l + "\u0000" + kind) || 0),
      })),
    };
  };

  const funnel = () => ({
    ...base(),
    tooltip: { ...base().tooltip, formatter: (p) => `${p.name}: ${number.format(p.value)}` },
    ...(() => {
      const option = bars(F.funnel, "stage", "n");
      return { xAxis: { ...option.xAxis, type: "log", min: 0.8, axisLabel: { color: css("--soft"), formatter: (v) => (v < 1 ? "" : number.format(v)) } }, yAxis: option.yAxis, series: [{ ...option.series[0], data: F.funnel.map((r) => r.n || null) }] };
    })(),
  });

  let edgeKind = "symptom";
  const matrix = () => {
    const rows = F.edges.filter((e) => e.kind === edgeKind);
    const conditions = unique(rows.map((r) => r.condition));
    const partners = unique(rows.map((r) => r.partner)).sort((a, b) => sum(rows.filter((r) => r.partner === b)) - sum(rows.filter((r) => r.partner === a)) || a.localeCompare(b));
    return {
      ...base(),
      grid: { left: 8, right: 16, top: 8, bottom: 48, containLabel: true },
      tooltip: { ...base().tooltip, formatter: (p) => `${partners[p.value[0]]}\n${conditions[p.value[1]]}: ${p.value[2]} document${p.value[2] === 1 ? "" : "s"}` },
      xAxis: axis({ type: "category", data: partners, axisLabel: { rotate: 55, interval: 0, color: css("--soft"), width: 110, overflow: "truncate", fontSize: 11 } }),
      yAxis: axis({ type: "category", inverse: true, data: conditions, axisLabel: { interval: 0, color: css("--soft"), width: 180, overflow: "truncate" } }),
      visualMap: { min: 0, max: Math.max(1, ...rows.map((r) => r.n)), orient: "horizontal", left: "center", bottom: 0, show: rows.some((r) => r.n > 1), inRange: { color: [css("--" + edgeKind + "-wash"), css("--" + edgeKind)] }, textStyle: { color: css("--ink") } },
      series: [{ type: "heatmap", itemStyle: { borderColor: css("--paper"), borderWidth: 1 }, data: rows.map((r) => [partners.indexOf(r.partner), conditions.indexOf(r.condition), r.n]) }],
    };
  };

  const graph = () => {
    const nodes = new Map();
    const add = (id, name, category) => {
      if (!nodes.has(id)) nodes.set(id, { id, name, category, value: 0 });
      nodes.get(id).value += 1;
    };
    const links = F.edges.map((e) => {
      add("c:" + e.condition, e.condition, 0);
      add(e.kind + ":" + e.partner, e.partner, e.kind === "symptom" ? 1 : 2);
      return { source: "c:" + e.condition, target: e.kind + ":" + e.partner, value: e.n };
    });
    return {
      ...base(),
      legend: { ...legend(), data: ["condition", "symptom", "treatment"] },
      tooltip: { ...base().tooltip, formatter: (p) => (p.dataType === "edge" ? `${nodes.get(p.data.source).name} – ${nodes.get(p.data.target).name}` : `${p.name}: ${p.value} link${p.value === 1 ? "" : "s"}`) },
      series: [{
        type: "graph", layout: "force", roam: true, draggable: true,
        force: { repulsion: 110, edgeLength: 55, gravity: 0.12, layoutAnimation: false },
        categories: ["condition", "symptom", "treatment"].map((name) => ({ name, itemStyle: { color: css("--" + name) } })),
        data: [...nodes.values()].map((n) => ({ ...n, symbolSize: 7 + 4 * Math.sqrt(n.value), label: { show: n.category === 0 || n.value > 2, position: "right", color: css("--ink"), fontSize: 11 } })),
        links, emphasis: { focus: "adjacency", label: { show: true } },
        lineStyle: { color: css("--line"), width: 1 }, labelLayout: { hideOverlap: true },
      }],
    };
  };

  // Doses as ranges: one column a distinct range, its height the number of exercises.
  let dose = "reps";
  const DOSES = { reps: ["reps_min", "reps_max", "repetitions"], sets: ["sets_min", "sets_max", "sets"], hold: ["hold_min", "hold_max", "seconds held"] };
  const doses = () => {
    const [low, high, unit] = DOSES[dose];
    const given = F.doses.filter((d) => d[low] !== null || d[high] !== null);
    const label = (d) => (d[low] === d[high] ? `${d[low]}` : d[low] === null ? `up to ${d[high]}` : d[high] === null ? `${d[low]} or more` : `${d[low]}–${d[high]}`);
    const counts = new Map();
    for (const d of given.sort((a, b) => (a[low] ?? a[high]) - (b[low] ?? b[high]) || (a[high] ?? 1e9) - (b[high] ?? 1e9))) {
      const key = label(d);
      counts.set(key, [...(counts.get(key) || []), d.name]);
    }
    return {
      ...base(),
      tooltip: { ...base().tooltip, formatter: (p) => `${p.name} ${unit}\n${counts.get(p.name).slice(0, 8).join("\n")}` },
      xAxis: axis({ type: "category", data: [...counts.keys()], name: unit, nameLocation: "middle", nameGap: 28, nameTextStyle: { color: css("--soft") } }),
      yAxis: axis({ type: "value", minInterval: 1 }),
      grid: { left: 8, right: 16, top: 16, bottom: 32, containLabel: true },
      series: [{ type: "bar", barMaxWidth: 28, itemStyle: { color: css("--exercise"), borderRadius: 3 }, data: [...counts.values()].map((names) => names.length) }],
    };
  };

  const confidence = () => ({
    ...base(),
    legend: legend(),
    grid: { left: 8, right: 16, top: 16, bottom: 40, containLabel: true },
    xAxis: axis({ type: "category", data: [...Array(10).keys()].map((b) => `${(b / 10).toFixed(1)}–${((b + 1) / 10).toFixed(1)}`) }),
    yAxis: axis({ type: "value", minInterval: 1 }),
    series: KINDS.map((kind) => ({ name: kind, type: "bar", barMaxWidth: 28, stack: "all", itemStyle: { color: colourOf(kind) }, data: [...Array(10).keys()].map((b) => sum(F.confidence.filter((r) => r.kind === kind && r.bin === b))) })),
  });

  const drift = () => ({
    ...base(),
    tooltip: { ...base().tooltip, formatter: (p) => { const r = F.drift[p.dataIndex]; return `${r.table}: ${number.format(r.before)} → ${number.format(r.now)}`; } },
    xAxis: axis({ type: "value", axisLabel: { color: css("--soft"), formatter: "{value} %" } }),
    yAxis: axis({ type: "category", inverse: true, data: F.drift.map((r) => r.table) }),
    series: [{ type: "bar", barMaxWidth: 28, data: F.drift.map((r) => (r.before ? Math.round((1000 * (r.now - r.before)) / r.before) / 10 : r.now ? 100 : 0)), itemStyle: { color: PALETTE[0], borderRadius: 3 }, label: { show: true, position: "right", color: css("--ink"), formatter: "{c} %" } }],
  });

  const FIGURES = [
    { id: "funnel", rowsBy: "stage", title: "From pages to records", note: "What came in and what went out, on a logarithmic scale.", option: funnel },
    { id: "verdicts", rowsBy: "verdict", title: "What the pages are", note: "The verdict on each page. Forms, bot walls, errors and empty pages publish no text.", option: () => bars(F.verdicts, "verdict", "n") },
    { id: "records", rowsBy: "site", title: "Records by kind and site", note: "The sites with most records.", wide: true, option: () => stacked(F.records, "site", "kind", "n", KINDS, colourOf) },
    { id: "edges", title: "Conditions with their symptoms and treatments", note: "Each cell: in how many documents the page states it. Names are those of the concepts.", wide: true, views: { Matrix: matrix, Graph: graph }, choices: ["symptom", "treatment"], choose: (v) => { edgeKind = v; } },
    { id: "dropped", rowsBy: "site", title: "Boilerplate by reason and site", note: "Words of dropped blocks. Nothing is dropped without a reason.", wide: true, option: () => stacked(F.dropped, "site", "reason", "words") },
    { id: "repeats", rowsBy: "level", title: "Repeats", note: "What was published once although it stood more than once.", option: () => bars(F.repeats, "level", "n") },
    { id: "sections", rowsBy: "kind", title: "What the sections are about", note: "Section kinds, after schema.org.", option: () => bars(F.sections, "kind", "n") },
    { id: "doses", title: "Exercise doses", note: "As stated by the pages; an exercise without a number is in none of the columns.", option: doses, choices: ["reps", "sets", "hold"], choose: (v) => { dose = v; } },
    { id: "confidence", title: "Confidence of names", note: "How sure the rule or the scorer was of each record's name.", option: confidence },
    { id: "rules", title: "Rules at work", note: "Evidence rows by rule.", option: () => bars(F.rules.slice(0, 18), "rule", "n") },
    { id: "codes", rowsBy: "kind", title: "Code coverage", note: "How the codes were found, by kind of record.", option: () => stacked(F.codes, "kind", "match", "n", ["exact", "synonym", "composed", "mapped", "fuzzy", "no code"]) },
    { id: "quarantine", rowsBy: "stage", title: "Quarantine", note: "Inputs that failed, kept to be run again.", empty: "Nothing failed.", option: () => stacked(F.quarantine, "stage", "error", "n") },
    { id: "drift", rowsBy: "table", title: "Change against the version before", note: data.previous ? `Rows a table, against ${data.previous}.` : "", empty: "This is the first version.", option: drift },
  ];

  const cell = (value) => (value === null ? "" : typeof value === "number" ? number.format(value) : String(value));
  const table = (rows) => {
    const columns = rows.length ? Object.keys(rows[0]) : [];
    const numeric = (column) => rows.some((r) => typeof r[column] === "number");
    const head = make("tr", {}, ...columns.map((c) => make("th", { scope: "col", class: numeric(c) ? "num" : "" }, words(c))));
    const body = rows.map((row) => make("tr", {}, ...columns.map((c) => make("td", { class: numeric(c) ? "num" : "" }, cell(row[c])))));
    return make("table", {}, make("thead", {}, head), make("tbody", {}, ...body));
  };
  // A cell that a spreadsheet would take for a formula gets a quote before it.
  const csvCell = (value) => {
    const text = value === null ? "" : String(value);
    return `"${(typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? "'" + text : text).replaceAll('"', '""')}"`;
  };
  const csv = (rows) => [Object.keys(rows[0] || {}), ...rows.map(Object.values)].map((line) => line.map(csvCell).join(",")).join("\r\n") + "\r\n";
  const download = (name, text) => {
    const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    const link = make("a", { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };

  const charts = [];
  const build = (figure) => {
    const rows = F[figure.id];
    const box = make("section", { class: "figure" + (figure.wide ? " wide" : ""), id: figure.id, "aria-labelledby": figure.id + "-title" });
    box.append(make("h2", { id: figure.id + "-title" }, figure.title), make("p", {}, figure.note));
    document.getElementById("figures").append(box);
    if (!rows.length) {
      box.append(make("div", { class: "none" }, figure.empty || "No rows."));
      return;
    }
    const tools = make("div", { class: "tools" });
    const plot = make("div", { class: "plot", role: "img", "aria-label": figure.title });
    const holder = make("div", { class: "data", tabindex: "0", role: "region", "aria-label": figure.title + ", data" });
    holder.hidden = true;
    box.append(tools, plot, holder);
    const views = figure.views || { Plot: figure.option };
    // Bars want a height by their number, so that two bars do not fill a screen.
    if (figure.rowsBy) plot.style.height = `${Math.max(9, 5 + 1.7 * unique(rows.map((r) => r[figure.rowsBy])).length)}rem`;
    const state = { figure, plot, chart: echarts.init(plot, null, { renderer: "canvas" }), option: Object.values(views)[0] };
    state.draw = () => state.chart.setOption(state.option(), true);
    charts.push(state);
    if (figure.choices) {
      const select = make("select", { "aria-label": "Show" }, ...figure.choices.map((c) => make("option", { value: c }, words(c) + (c === "hold" ? " (s)" : ""))));
      select.addEventListener("change", () => { figure.choose(select.value); state.draw(); });
      tools.append(select);
    }
    const buttons = [...Object.entries(views).map(([name, option]) => [name, () => { state.option = option; plot.hidden = false; holder.hidden = true; state.chart.resize(); state.draw(); }]),
      ["Table", () => { if (!holder.firstChild) holder.append(table(rows)); plot.hidden = true; holder.hidden = false; }]];
    const toggles = buttons.map(([name, show], index) => {
      const button = make("button", { type: "button", "aria-pressed": String(index === 0) }, name);
      button.addEventListener("click", () => { toggles.forEach((b) => b.setAttribute("aria-pressed", String(b === button))); show(); });
      return button;
    });
    const save = make("button", { type: "button" }, "CSV");
    save.addEventListener("click", () => download(`${data.dataset}-${figure.id}.csv`, csv(rows)));
    tools.append(...toggles, save);
    state.draw();
  };

  document.getElementById("title").textContent = data.dataset;
  document.getElementById("subtitle").textContent = `Version ${data.version}. Hover a plot for its values, or see its table.`;
  const tiles = [["pages", F.funnel[0].n], ["documents", F.funnel[2].n], ...F.kinds.map((r) => [r.kind, r.n]), ["relations", F.funnel[5].n], ["quarantined", sum(F.quarantine)]];
  for (const [name, n] of tiles) document.getElementById("tiles").append(make("div", { class: "tile" }, make("b", {}, number.format(n)), make("span", {}, name)));
  FIGURES.forEach(build);
  addEventListener("resize", () => charts.forEach((c) => { if (!c.plot.hidden) c.chart.resize(); }));
  dark.addEventListener("change", () => charts.forEach((c) => c.draw()));
  document.body.dataset.ready = String(charts.length);
})();
