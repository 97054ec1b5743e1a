"use strict";
// The report's figures. Data comes from #data; everything is set as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const F = data.figures;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const KINDS = ["conditions", "symptoms", "treatments", "exercises"];
  const colourOf = (kind) => css(`--${kind.replace(/s$/, "")}-fill`);
  // Paul Tol's muted scheme, told apart with any colour vision; the grey is for what is left over or missing.
  const PALETTE = ["#4477aa", "#88ccee", "#44aa99", "#117733", "#999933", "#ddcc77", "#cc6677", "#882255", "#aa4499"];
  const REST = "#9aa7b2";
  const MATCHES = { exact: "#117733", synonym: "#44aa99", composed: "#88ccee", mapped: "#ddcc77", fuzzy: "#cc6677", "no code": REST };

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
  const font = getComputedStyle(document.documentElement).fontFamily;
  const narrow = () => innerWidth < 640;
  const documents = (n) => `${number.format(n)} document${n === 1 ? "" : "s"}`;

  // A chart's parts that every figure shares. Tooltips are drawn on the canvas: no markup is made from data.
  const base = () => ({
    animation: false,
    aria: { enabled: true },
    color: PALETTE,
    textStyle: { color: css("--ink"), fontFamily: font },
    tooltip: { renderMode: "richText", confine: true, backgroundColor: css("--paper"), borderColor: css("--line"), textStyle: { color: css("--ink"), fontFamily: font } },
    grid: { left: 8, right: 24, top: 16, bottom: 8, containLabel: true },
  });
  const legend = () => ({ type: "scroll", bottom: 0, icon: "roundRect", itemWidth: 12, itemHeight: 12, itemGap: 14, textStyle: { color: css("--ink") }, pageTextStyle: { color: css("--ink") }, pageIconColor: css("--soft"), pageIconInactiveColor: css("--line") });
  // The font is named again: room for labels is measured with their own.
  const labels = (extra) => ({ color: css("--soft"), fontFamily: font, ...extra });
  const axis = (extra = {}) => ({
    axisLabel: labels({ width: narrow() ? 104 : 230, overflow: "truncate", hideOverlap: true }),
    axisLine: { lineStyle: { color: css("--line") } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: css("--line") } },
    ...extra,
  });
  const values = (extra = {}) => axis({ type: "value", minInterval: 1, splitNumber: narrow() ? 3 : 5, ...extra });
  const nothing = (text) => ({ ...base(), title: { text, left: "center", top: "middle", textStyle: { color: css("--soft"), fontWeight: "normal", fontSize: 14 } } });

  // Horizontal bars, the largest on top.
  const bars = (rows, label, value, colour) => ({
    ...base(),
    grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
    xAxis: values(),
    yAxis: axis({ type: "category", inverse: true, data: rows.map((r) => words(r[label])) }),
    series: [{ type: "bar", barMaxWidth: 22, data: rows.map((r) => r[value]), itemStyle: { color: colour || css("--bar"), borderRadius: [0, 3, 3, 0] }, label: { show: true, position: "right", color: css("--ink"), formatter: (p) => number.format(p.value) } }],
  });

  // Labels with their totals, the largest first.
  const totals = (rows, label, value) => {
    const found = new Map();
    for (const row of rows) found.set(row[label], (found.get(row[label]) || 0) + row[value]);
    return [...found].sort((a, b) => b[1] - a[1] || String(a[0]).localeCompare(String(b[0])));
  };

  // Bars of one category each, stacked by another; of many stacked kinds the largest are named.
  const stacked = (rows, label, by, value, order, colours) => {
    const labels = totals(rows, label, value).map(([name]) => name);
    let kinds = order || totals(rows, by, value).map(([name]) => name);
    const rest = kinds.length > PALETTE.length + 1 ? new Set(kinds.slice(PALETTE.length)) : new Set();
    if (rest.size) kinds = [...kinds.slice(0, PALETTE.length), `${rest.size} other`];
    const at = new Map();
    for (const row of rows) {
      const key = row[label] + "\u0000" + (rest.has(row[by]) ? `${rest.size} other` : row[by]);
      at.set(key, (at.get(key) || 0) + row[value]);
    }
    const colour = colours || ((kind) => PALETTE[kinds.indexOf(kind)] || REST);
    return {
      ...base(),
      legend: { ...legend(), data: kinds.map(words) },
      grid: { left: 8, right: 24, top: 8, bottom: 36, containLabel: true },
      xAxis: values(),
      yAxis: axis({ type: "category", inverse: true, data: labels.map((l) => words(l) || "(no site)") }),
      series: kinds.map((kind) => ({
        name: words(kind), type: "bar", barMaxWidth: 22, stack: "all",
        itemStyle: { color: colour(kind), borderColor: css("--paper"), borderWidth: 0.5 },
        data: labels.map((l) => at.get(l + "\u0000" + kind) || 0),
      })),
    };
  };

  const funnel = () => ({
    ...base(),
    tooltip: { ...base().tooltip, formatter: (p) => `${p.name}: ${number.format(p.value)}` },
    ...(() => {
      const option = bars(F.funnel, "stage", "n");
      return { xAxis: { ...option.xAxis, type: "log", min: 0.8, axisLabel: labels({ formatter: (v) => (v < 1 ? "" : number.format(v)) }) }, yAxis: option.yAxis, series: [{ ...option.series[0], data: F.funnel.map((r) => r.n || null) }] };
    })(),
  });

  // Conditions and what stands with them: all of a kind as a matrix, or as flows from symptoms over conditions to
  // treatments; or one condition alone.
  let edgeKind = "symptom";
  let focus = "";
  const strongest = (rows, label, most) => totals(rows, label, "n").slice(0, most).map(([name]) => name);
  const matrix = () => {
    const rows = F.edges.filter((e) => e.kind === edgeKind && (!focus || e.condition === focus));
    if (!rows.length) return nothing(`No ${edgeKind}s stand with ${focus || "any condition"}.`);
    if (focus) return { ...bars([...rows].sort((a, b) => b.n - a.n), "partner", "n", colourOf(edgeKind)), height: 60 + 26 * rows.length };
    const partners = strongest(rows, "partner", narrow() ? 12 : 40);
    const named = rows.filter((r) => partners.includes(r.partner));
    const conditions = strongest(named, "condition", narrow() ? 16 : 24);
    const most = Math.max(1, ...named.map((r) => r.n));
    return {
      ...base(),
      height: 230 + 20 * conditions.length,
      grid: { left: 8, right: 8, top: most > 1 ? 40 : 8, bottom: 8, containLabel: true },
      tooltip: { ...base().tooltip, formatter: (p) => `${partners[p.value[0]]}\n${conditions[p.value[1]]}: ${documents(p.value[2])}` },
      xAxis: axis({ type: "category", data: partners, splitArea: { show: false }, axisLabel: labels({ rotate: 60, interval: 0, width: 150, overflow: "truncate", fontSize: 11 }) }),
      yAxis: axis({ type: "category", inverse: true, data: conditions, axisLabel: labels({ interval: 0, width: narrow() ? 104 : 200, overflow: "truncate" }) }),
      visualMap: { min: 1, max: Math.max(2, most), orient: "horizontal", right: 0, top: 0, itemHeight: 120, itemWidth: 12, calculable: false, show: most > 1, text: [`${most} documents`, "1"], inRange: { color: [css(`--${edgeKind}-wash`), css(`--${edgeKind}-fill`), css(`--${edgeKind}`)] }, textStyle: { color: css("--ink") } },
      series: [{
        type: "heatmap", itemStyle: { borderColor: css("--line"), borderWidth: 1, borderRadius: 2 },
        data: named.filter((r) => conditions.includes(r.condition)).map((r) => [partners.indexOf(r.partner), conditions.indexOf(r.condition), r.n]),
      }],
    };
  };

  const SIDES = { symptom: 0, condition: 1, treatment: 2 };
  const graph = () => {
    const all = F.edges.filter((e) => !focus || e.condition === focus);
    const conditions = new Set(strongest(all, "condition", narrow() ? 6 : 12));
    const taken = new Map();
    const edges = [...all].sort((a, b) => b.n - a.n || a.partner.localeCompare(b.partner)).filter((e) => {
      const key = e.condition + "\u0000" + e.kind;
      taken.set(key, (taken.get(key) || 0) + 1);
      return conditions.has(e.condition) && (focus || taken.get(key) <= (narrow() ? 3 : 5));
    });
    const room = narrow() ? 88 : 210; // beside the flows, for the names
    const nodes = new Map();
    const node = (kind, name) => {
      const id = `${kind}: ${name}`;
      nodes.set(id, { name: id, shown: name, depth: SIDES[kind], itemStyle: { color: colourOf(kind) }, label: { position: kind === "symptom" ? "left" : "right", width: kind === "condition" ? (narrow() ? 54 : 160) : room - 12 } });
      return id;
    };
    const links = edges.map((e) => {
      const [condition, partner] = [node("condition", e.condition), node(e.kind, e.partner)];
      return { source: e.kind === "symptom" ? partner : condition, target: e.kind === "symptom" ? condition : partner, value: e.n };
    });
    const tallest = Math.max(...Object.values(SIDES).map((side) => [...nodes.values()].filter((n) => n.depth === side).length));
    return {
      ...base(),
      height: Math.max(260, 60 + 19 * tallest),
      tooltip: { ...base().tooltip, formatter: (p) => (p.dataType === "edge" ? `${nodes.get(p.data.source).shown} – ${nodes.get(p.data.target).shown}: ${documents(p.data.value)}` : p.name) },
      series: [{
        type: "sankey", left: room, right: room, top: 8, bottom: 8, nodeWidth: 10, nodeGap: 7, draggable: false,
        data: [...nodes.values()], links, emphasis: { focus: "adjacency" },
        label: { color: css("--ink"), fontSize: narrow() ? 10 : 12, overflow: "truncate", formatter: (p) => nodes.get(p.name).shown },
        lineStyle: { color: "gradient", opacity: 0.3 },
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
    if (!given.length) return nothing("No exercise states it.");
    const counts = new Map();
    for (const d of given.sort((a, b) => (a[low] ?? a[high]) - (b[low] ?? b[high]) || (a[high] ?? 1e9) - (b[high] ?? 1e9))) {
      const key = label(d);
      counts.set(key, [...(counts.get(key) || []), d.name]);
    }
    return {
      ...base(),
      tooltip: { ...base().tooltip, formatter: (p) => `${p.name} ${unit}\n${counts.get(p.name).slice(0, 8).join("\n")}` },
      xAxis: axis({ type: "category", data: [...counts.keys()], name: unit, nameLocation: "middle", nameGap: 28, nameTextStyle: { color: css("--soft") } }),
      yAxis: values(),
      grid: { left: 8, right: 16, top: 16, bottom: 32, containLabel: true },
      series: [{ type: "bar", barMaxWidth: 22, itemStyle: { color: css("--exercise-fill"), borderRadius: [3, 3, 0, 0] }, data: [...counts.values()].map((names) => names.length) }],
    };
  };

  const confidence = () => ({
    ...base(),
    legend: legend(),
    grid: { left: 8, right: 16, top: 16, bottom: 40, containLabel: true },
    xAxis: axis({ type: "category", data: [...Array(10).keys()].map((b) => `${(b / 10).toFixed(1)}–${((b + 1) / 10).toFixed(1)}`) }),
    yAxis: values(),
    series: KINDS.map((kind) => ({ name: kind, type: "bar", barMaxWidth: 22, stack: "all", itemStyle: { color: colourOf(kind) }, data: [...Array(10).keys()].map((b) => sum(F.confidence.filter((r) => r.kind === kind && r.bin === b))) })),
  });

  const drift = () => ({
    ...base(),
    tooltip: { ...base().tooltip, formatter: (p) => { const r = F.drift[p.dataIndex]; return `${r.table}: ${number.format(r.before)} → ${number.format(r.now)}`; } },
    grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
    xAxis: axis({ type: "value", axisLabel: labels({ formatter: "{value} %" }) }),
    yAxis: axis({ type: "category", inverse: true, data: F.drift.map((r) => r.table) }),
    series: [{ type: "bar", barMaxWidth: 22, data: F.drift.map((r) => (r.before ? Math.round((1000 * (r.now - r.before)) / r.before) / 10 : r.now ? 100 : 0)), itemStyle: { color: css("--bar"), borderRadius: 3 }, label: { show: true, position: "right", color: css("--ink"), formatter: "{c} %" } }],
  });

  const FIGURES = [
    { id: "funnel", rowsBy: "stage", title: "From pages to records", note: "What came in and what went out, on a logarithmic scale.", empty: "Nothing came in.", option: funnel },
    { id: "verdicts", rowsBy: "verdict", title: "What the pages are", note: "The verdict on each page. Forms, bot walls, errors and empty pages publish no text.", empty: "No pages.", option: () => bars(F.verdicts, "verdict", "n") },
    { id: "records", rowsBy: "site", title: "Records by kind and site", note: "The sites with most records.", wide: true, empty: "No records.", option: () => stacked(F.records, "site", "kind", "n", KINDS, colourOf) },
    { id: "edges", title: "Conditions with their symptoms and treatments", note: "Cells and widths: the documents that state it. The strongest are drawn, the table has more. Hover the graph to follow one thing; choose a condition to see all that stands with it.", empty: "No relation joins a condition and a symptom or treatment.", wide: true, views: { Matrix: matrix, Graph: graph }, selects: [["Show", [["symptom", "symptoms"], ["treatment", "treatments"]], (v) => { edgeKind = v; }, "Matrix"], ["Condition", [["", "all conditions"], ...unique(F.edges.map((e) => e.condition)).sort().map((c) => [c, c])], (v) => { focus = v; }]] },
    { id: "dropped", rowsBy: "site", title: "Boilerplate by reason and site", note: "Words of dropped blocks. Nothing is dropped without a reason.", wide: true, empty: "Nothing was dropped.", option: () => stacked(F.dropped, "site", "reason", "words") },
    { id: "repeats", rowsBy: "level", title: "Repeats", note: "What was published once although it stood more than once.", empty: "Nothing was repeated.", option: () => bars(F.repeats, "level", "n") },
    { id: "codes", rowsBy: "kind", title: "Code coverage", note: "How the codes were found, by kind of record.", empty: "No records.", option: () => stacked(F.codes, "kind", "match", "n", Object.keys(MATCHES), (kind) => MATCHES[kind]) },
    { id: "doses", title: "Exercise doses", note: "As stated by the pages; an exercise without a number is in none of the columns.", empty: "No exercises.", option: doses, selects: [["Show", [["reps", "repetitions"], ["sets", "sets"], ["hold", "seconds held"]], (v) => { dose = v; }]] },
    { id: "confidence", title: "Confidence of names", note: "How sure the rule or the scorer was of each record's name.", empty: "No records.", option: confidence },
    { id: "sections", rowsBy: "kind", title: "What the sections are about", note: "Section kinds, after schema.org.", empty: "No sections.", option: () => bars(F.sections, "kind", "n") },
    { id: "rules", title: "Rules at work", note: "Evidence rows by rule.", empty: "No evidence.", option: () => bars(F.rules.slice(0, 18), "rule", "n") },
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
    if (!rows.some((r) => r.n !== 0)) {
      box.append(make("div", { class: "none" }, figure.empty));
      return;
    }
    const tools = make("div", { class: "tools" });
    const plot = make("div", { class: "plot", role: "img", "aria-label": figure.title });
    const holder = make("div", { class: "data", tabindex: "0", role: "region", "aria-label": figure.title + ", data" });
    holder.hidden = true;
    box.append(tools, plot, holder);
    const views = figure.views || { Plot: figure.option };
    // Bars want a height by their number, so that two bars do not fill a screen.
    if (figure.rowsBy) plot.style.minHeight = `${Math.max(9, 4 + 1.6 * unique(rows.map((r) => r[figure.rowsBy])).length)}rem`;
    const state = { figure, plot, chart: echarts.init(plot, null, { renderer: "canvas" }), option: Object.values(views)[0] };
    state.draw = () => {
      const { height, ...option } = state.option();
      if (height) plot.style.minHeight = `${height}px`;
      state.chart.resize();
      state.chart.setOption(option, true);
    };
    charts.push(state);
    const selects = []; // each with the view that it is for, or null for all that are drawn
    for (const [label, choices, choose, view] of figure.selects || []) {
      const select = make("select", { "aria-label": label }, ...choices.map(([value, name]) => make("option", { value }, name)));
      select.addEventListener("change", () => { choose(select.value); state.draw(); });
      tools.append(select);
      selects.push([select, view || null]);
    }
    const buttons = [...Object.entries(views).map(([name, option]) => [name, () => { state.option = option; plot.hidden = false; holder.hidden = true; state.draw(); }]),
      ["Table", () => { if (!holder.firstChild) holder.append(table(rows)); plot.hidden = true; holder.hidden = false; }]];
    const toggles = buttons.map(([name, show], index) => {
      const button = make("button", { type: "button", "aria-pressed": String(index === 0) }, name);
      button.addEventListener("click", () => { toggles.forEach((b) => b.setAttribute("aria-pressed", String(b === button))); selects.forEach(([select, view]) => { select.hidden = name === "Table" || ![null, name].includes(view); }); show(); });
      return button;
    });
    const save = make("button", { type: "button" }, "CSV");
    save.addEventListener("click", () => download(`${data.dataset}-${figure.id}.csv`, csv(rows)));
    tools.append(...toggles, save);
    state.draw();
  };

  document.getElementById("title").textContent = data.dataset;
  document.getElementById("subtitle").textContent = `Version ${data.version}. Hover a plot for its values, or see its table.`;
  const stage = Object.fromEntries(F.funnel.map((r) => [r.stage, r.n]));
  const tiles = [["pages", stage["pages read"]], ["documents", stage["documents, repeats left out"]], ...F.kinds.map((r) => [r.kind, r.n]), ["relations", stage.relations], ["quarantined", sum(F.quarantine)]];
  for (const [name, n] of tiles) document.getElementById("tiles").append(make("div", { class: KINDS.includes(name) ? `tile ${name.slice(0, -1)}` : "tile" }, make("b", {}, number.format(n)), make("span", {}, name)));
  FIGURES.forEach(build);
  const redraw = () => charts.forEach((c) => { if (!c.plot.hidden) c.draw(); });
  redraw(); // now that neighbours have given each plot its height
  addEventListener("resize", redraw);
  dark.addEventListener("change", redraw);
  document.body.dataset.ready = String(charts.length);
})();
