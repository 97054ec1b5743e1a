"use strict";
// The page inspector. Data comes from #data; everything of the page is set as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const KINDS = ["condition", "symptom", "treatment", "exercise", "relation"];
  const words = (name) => String(name).replaceAll("_", " ");
  const make = (tag, className, ...children) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };

  const kindOf = new Map([...data.records.map((r) => [r.id, r.kind]), ...data.relations.map((r) => [r.relation_id, "relation"])]);
  const negated = new Set(data.records.filter((r) => r.slots.negated).map((r) => r.id));
  const shown = new Set(KINDS);
  const marksOf = new Map(); // record or relation id -> its mark elements, in page order
  const cards = new Map();
  const blockElements = [];

  // --- blocks -------------------------------------------------------------------------------
  // Text offsets count code points, JavaScript strings count UTF-16 units: texts with astral characters are split.
  const slicer = (text) => {
    if (!/[\ud800-\udfff]/.test(text)) return (a, b) => text.slice(a, b);
    const points = Array.from(text);
    return (a, b) => points.slice(a, b).join("");
  };
  const WIDE = 48; // a quote of more characters is a sentence rather than a term: underlined, not filled
  const paint = (text, marks) => {
    if (!marks.length) return [text];
    const slice = slicer(text);
    const length = Array.from(text).length;
    const cuts = [...new Set([0, length, ...marks.flatMap((m) => [m[1], m[2]])])].sort((a, b) => a - b);
    return cuts.slice(0, -1).map((from, i) => {
      const to = cuts[i + 1];
      const over = marks.filter((m) => m[1] <= from && m[2] >= to);
      if (!over.length) return slice(from, to);
      // The shortest quote is the most telling: it gives the colour.
      const ids = [...new Set(over.sort((a, b) => a[2] - a[1] - (b[2] - b[1])).map((m) => m[3]))];
      const wide = over[0][2] - over[0][1] > WIDE ? " wide" : "";
      const element = make("mark", kindOf.get(ids[0]) + wide + (negated.has(ids[0]) ? " negated" : ""), slice(from, to));
      element.dataset.ids = ids.join(" ");
      for (const id of ids) marksOf.set(id, [...(marksOf.get(id) || []), element]);
      return element;
    });
  };

  const byBlock = new Map();
  for (const mark of data.marks) byBlock.set(mark[0], [...(byBlock.get(mark[0]) || []), mark]);
  const copiesOf = new Map(); // index of a kept block -> those of its repeats on this page
  data.blocks.forEach((block, index) => { if (block[4] !== null && block[4] >= 0) copiesOf.set(block[4], [...(copiesOf.get(block[4]) || []), index]); });
  const goTo = (label, title, target) => {
    const go = make("button", "", label);
    go.type = "button";
    go.title = title;
    go.addEventListener("click", () => jump(blockElements[target()]));
    return go;
  };
  const list = document.createDocumentFragment();
  let lastDocument = null;
  data.blocks.forEach(([kind, level, text, reason, copy, elsewhere, doc], index) => {
    if (doc !== null && doc !== lastDocument) {
      const of = data.documents[doc];
      const head = make("div", "document", make("b", "", `Document ${doc + 1}`));
      if (of.title) head.append(make("span", "", of.title));
      head.append(make("span", "soft", words(of.kind) + (of.duplicate_of ? `, ${of.duplicate_kind} copy of ${of.duplicate_of}` : "")));
      list.append(head);
      lastDocument = doc;
    }
    const margin = make("div", "margin");
    const section = data.sections[index];
    if (section) margin.append(make("b", "", words(section)));
    if (reason) margin.append(make("i", "", words(reason)));
    if (copy !== null && copy >= 0) margin.append(" ", goTo("kept copy", "Go to the copy that is kept", () => copy));
    else if (elsewhere) margin.append(` of ${elsewhere}`);
    const repeats = copiesOf.get(index);
    let turn = 0;
    if (repeats) {
      const go = goTo(repeats.length > 1 ? `${repeats.length} repeats` : "1 repeat", "Go to a dropped repeat", () => repeats[turn++ % repeats.length]);
      go.className = "repeats";
      margin.append(" ", go);
    }
    const element = make("div", `block ${kind} l${level || 0}${reason ? " dropped" : ""}${section ? " starts" : ""}`, margin, make("p", "text", ...paint(text, byBlock.get(index) || [])));
    blockElements.push(element);
    list.append(element);
  });
  $("blocks").append(data.blocks.length ? list : make("p", "none", "This page has no visible blocks."));

  const jump = (element) => {
    if (getComputedStyle(element.closest(".block")).display === "none") { $("show").value = "all"; filterBlocks(); } // hidden by the filter
    document.querySelectorAll(".flash").forEach((e) => e.classList.remove("flash"));
    if (element.classList.contains("block")) element.classList.add("flash");
    element.scrollIntoView({ block: "center", behavior: "smooth" });
  };

  // --- records ------------------------------------------------------------------------------
  const range = (r) => (r.min === r.max ? `${r.min}` : r.min === null ? `up to ${r.max}` : r.max === null ? `${r.min} or more` : `${r.min}–${r.max}`);
  const DOSES = { sets: (v) => `${range(v)} sets`, reps: (v) => `${range(v)} reps`, hold_seconds: (v) => `hold ${range(v)} s`, duration_seconds: (v) => `${range(v)} s`, minutes: (v) => `${range(v)} min`, rounds: (v) => `${range(v)} rounds` };
  const related = new Map();
  for (const relation of data.relations) {
    for (const end of [relation.subject_id, relation.object_id]) if (end) related.set(end, [...(related.get(end) || []), relation]);
  }
  const select = (id, scroll) => {
    document.querySelectorAll(".on").forEach((e) => e.classList.remove("on"));
    for (const mark of marksOf.get(id) || []) mark.classList.add("on");
    const card = cards.get(id);
    if (card) {
      card.classList.add("on");
      if (scroll) card.scrollIntoView({ block: "nearest" });
      $("status").textContent = `${card.dataset.name}, ${(marksOf.get(id) || []).length} quotes`;
    }
  };
  const first = (id) => { const marks = marksOf.get(id); if (marks) jump(marks[0]); };
  const quoteText = (mark) => Array.from(data.blocks[mark[0]][2]).slice(mark[1], mark[2]).join("");

  const goQuote = (id, mark, label) => {
    const go = make("button", "", label);
    go.type = "button";
    go.addEventListener("click", () => {
      select(id, false);
      const own = (marksOf.get(id) || []).find((m) => m.closest(".block") === blockElements[mark[0]] && quoteText(mark).includes(m.textContent));
      jump(own || blockElements[mark[0]]);
    });
    return go;
  };
  const goRecord = (id, label) => {
    const go = make("button", "", label);
    go.type = "button";
    go.addEventListener("click", () => { select(id, true); first(id); });
    return go;
  };
  // The same words said again are one line with a number to click for each further place.
  const SHOWN_QUOTES = 3, SHOWN_PLACES = 24;
  const quoteList = (id, quotes) => {
    const lines = new Map();
    for (const mark of quotes) {
      const key = [quoteText(mark).toLowerCase(), mark[4], mark[5]].join("\u0000");
      lines.set(key, [...(lines.get(key) || []), mark]);
    }
    const list = make("ul", "quotes");
    for (const same of lines.values()) {
      const line = make("li", "", goQuote(id, same[0], `“${quoteText(same[0])}”`));
      same.slice(1, SHOWN_PLACES).forEach((mark, i) => { const go = goQuote(id, mark, String(i + 2)); go.className = "again"; go.setAttribute("aria-label", `place ${i + 2}`); line.append(go); });
      if (same.length > SHOWN_PLACES) line.append(make("small", "", ` … ${same.length} places`));
      line.append(" ", make("small", "", `${words(same[0][4])} · ${words(same[0][5])} · ${same[0][6].toFixed(2)}`));
      list.append(line);
    }
    if (lines.size <= SHOWN_QUOTES) return list;
    return make("details", "", make("summary", "", `${quotes.length} quotes`), list);
  };

  const card = (id, kind, name, slots, codes, quotes) => {
    const title = make("button", "name", name);
    title.type = "button";
    const element = make("article", `card ${kind}${slots.negated ? " negated" : ""}`, title);
    element.dataset.id = id;
    element.dataset.name = name;
    const chips = make("div", "chips");
    if (slots.negated) chips.append(make("span", "chip not", "negated"));
    for (const [slot, show] of Object.entries(DOSES)) if (slots[slot]) chips.append(make("span", "chip dose", show(slots[slot])));
    if (slots.per_side) chips.append(make("span", "chip dose", "per side"));
    if (slots.alternating) chips.append(make("span", "chip dose", "alternating"));
    for (const plain of ["role", "type", "kind", "position", "severity", "laterality"]) if (slots[plain]) chips.append(make("span", "chip", words(slots[plain]) + (plain === "position" && slots.position_inferred ? " (inferred)" : "")));
    for (const [code, match] of codes) chips.append(make("span", "chip code", code, " ", make("small", "", match)));
    element.append(chips);
    const facts = make("dl", "");
    for (const [slot, value] of Object.entries(slots)) {
      if (slot in DOSES || ["negated", "role", "type", "kind", "position", "position_inferred", "severity", "laterality", "per_side", "alternating", "reps_basis", "steps", "number"].includes(slot)) continue;
      facts.append(make("dt", "", words(slot)), make("dd", "", Array.isArray(value) ? value.join(", ") : String(value)));
    }
    for (const relation of related.get(id) || []) {
      const other = relation.subject_id === id ? relation.object_text : relation.subject_text;
      const otherId = relation.subject_id === id ? relation.object_id : relation.subject_id;
      const end = make("dd", "", otherId ? goRecord(otherId, other) : other);
      const how = [relation.certainty === "stated" ? null : words(relation.certainty), relation.when].filter(Boolean).join(", ");
      if (how) end.append(make("span", "soft", ` (${how})`));
      facts.append(make("dt", "", (relation.subject_id === id ? "" : "← ") + words(relation.predicate)), end);
    }
    if (facts.firstChild) element.append(facts);
    if (slots.steps) element.append(make("ol", "", ...slots.steps.map((step) => make("li", "", step))));
    if (quotes.length) element.append(quoteList(id, quotes));
    element.addEventListener("mouseenter", () => select(id, false));
    title.addEventListener("focus", () => select(id, true));
    title.addEventListener("click", () => { select(id, false); first(id); });
    cards.set(id, element);
    return element;
  };

  const quotesOf = new Map();
  for (const mark of data.marks) quotesOf.set(mark[3], [...(quotesOf.get(mark[3]) || []), mark]);
  const at = (id) => (quotesOf.get(id) || [[0, 0]])[0];
  const groups = new Map();
  for (const kind of KINDS.slice(0, 4)) {
    const records = data.records.filter((r) => r.kind === kind);
    if (!records.length) continue;
    const ordered = records.sort((a, b) => (a.slots.number ?? 0) - (b.slots.number ?? 0) || (at(a.id)[0] - at(b.id)[0]) || (at(a.id)[1] - at(b.id)[1]));
    groups.set(kind, make("section", "", make("h2", "", `${kind}s `, make("small", "", String(records.length))), ...ordered.map((r) => card(r.id, r.kind, (r.slots.number ? `${r.slots.number}. ` : "") + r.name, r.slots, r.codes, quotesOf.get(r.id) || []))));
  }
  if (data.plans.length) {
    const named = new Map(data.records.map((r) => [r.id, r.name]));
    groups.set("plan", make("section", "", make("h2", "", "plans ", make("small", "", String(data.plans.length))), ...data.plans.map((p) => card(p.plan_id, "exercise", p.name, { minutes: p.minutes, rounds: p.rounds, ...(p.frequency ? { frequency: p.frequency } : {}), steps: p.exercise_ids.map((id) => named.get(id) || id) }, [], []))));
  }
  $("records").append(...groups.values());
  const nothing = make("p", "none", groups.size ? "No record matches the filters." : "No records on this page.");
  nothing.hidden = groups.size > 0;
  $("records").append(nothing);

  // --- filters, pointer, keyboard -------------------------------------------------------------
  const reasons = new Map();
  for (const block of data.blocks) if (block[3]) reasons.set(block[3], (reasons.get(block[3]) || 0) + 1);
  if (reasons.size) {
    const group = make("optgroup", "");
    group.label = "dropped as";
    for (const [reason, count] of [...reasons].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))) {
      const option = make("option", "", `${words(reason)} (${count})`);
      option.value = `reason ${reason}`;
      group.append(option);
    }
    $("show").append(group);
  }
  const filterBlocks = () => {
    const [show, reason] = $("show").value.split(" ");
    $("blocks").dataset.show = reason ? "dropped" : show;
    blockElements.forEach((element, index) => element.classList.toggle("other", Boolean(reason) && data.blocks[index][3] !== reason));
  };
  const filterRecords = () => {
    const text = $("find").value.trim().toLowerCase();
    for (const [id, element] of cards) {
      const kind = kindOf.get(id) || "exercise";
      element.hidden = !shown.has(kind) || !element.dataset.name.toLowerCase().includes(text);
    }
    document.querySelectorAll("mark").forEach((m) => m.classList.toggle("off", !m.dataset.ids.split(" ").some((id) => shown.has(kindOf.get(id)))));
    for (const section of groups.values()) section.hidden = ![...section.querySelectorAll(".card")].some((c) => !c.hidden);
    nothing.hidden = [...groups.values()].some((section) => !section.hidden);
  };
  for (const kind of KINDS) {
    const count = kind === "relation" ? data.relations.length : data.records.filter((r) => r.kind === kind).length;
    const button = make("button", kind, `${kind}s `, make("b", "", String(count)));
    button.type = "button";
    button.setAttribute("aria-pressed", "true");
    button.addEventListener("click", () => {
      if (shown.has(kind)) shown.delete(kind); else shown.add(kind);
      button.setAttribute("aria-pressed", String(shown.has(kind)));
      filterRecords();
    });
    $("kinds").append(button);
  }
  $("show").addEventListener("change", filterBlocks);
  $("find").addEventListener("input", filterRecords);
  $("blocks").addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark && !mark.classList.contains("off")) select(mark.dataset.ids.split(" ").find((id) => cards.has(id) && shown.has(kindOf.get(id))) || mark.dataset.ids.split(" ")[0], true);
  });
  $("panel").addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const buttons = [...document.querySelectorAll(".card:not([hidden]) > button.name")].filter((b) => !b.closest("section[hidden]"));
    const at = buttons.indexOf(document.activeElement);
    const next = buttons[Math.min(buttons.length - 1, Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)))];
    if (next) { next.focus(); event.preventDefault(); }
  });

  // A link only where the page's own address is a web address.
  const page = data.page;
  $("title").textContent = page.title || page.source;
  const dropped = data.blocks.filter((b) => b[3]).length;
  $("facts").textContent = `${page.title ? page.source + " · " : ""}${words(page.verdict)} · ${page.language} · ${data.blocks.length - dropped} blocks kept, ${dropped} dropped${page.duplicate_of ? ` · copy of ${page.duplicate_of}` : ""} `;
  if (/^https?:\/\//i.test(page.url || "")) {
    const link = make("a", "", "open page");
    link.href = page.url;
    link.rel = "noopener noreferrer nofollow";
    link.target = "_blank";
    $("facts").append(link);
  }
  if (data.focus) { select(data.focus, true); first(data.focus); }
  document.body.dataset.ready = String(data.blocks.length);
})();
