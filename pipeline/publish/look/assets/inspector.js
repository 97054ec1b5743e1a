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
      const element = make("mark", kindOf.get(ids[0]), slice(from, to));
      element.dataset.ids = ids.join(" ");
      for (const id of ids) marksOf.set(id, [...(marksOf.get(id) || []), element]);
      return element;
    });
  };

  const byBlock = new Map();
  for (const mark of data.marks) byBlock.set(mark[0], [...(byBlock.get(mark[0]) || []), mark]);
  const list = document.createDocumentFragment();
  let lastDocument = null;
  data.blocks.forEach(([kind, level, text, reason, copy, elsewhere, doc], index) => {
    if (doc !== null && doc !== lastDocument) {
      const of = data.documents[doc];
      list.append(make("div", "document", `Document ${doc + 1}: ${words(of.kind)}${of.duplicate_of ? `, ${of.duplicate_kind} copy of ${of.duplicate_of}` : ""}`));
      lastDocument = doc;
    }
    const margin = make("div", "margin");
    const section = data.sections[index];
    if (section) margin.append(make("b", "", words(section)));
    if (reason) margin.append(words(reason));
    if (copy !== null && copy >= 0) {
      const go = make("button", "", "kept copy");
      go.addEventListener("click", () => jump(blockElements[copy]));
      margin.append(" ", go);
    } else if (elsewhere) margin.append(` of ${elsewhere}`);
    const element = make("div", `block ${kind} l${level || 0}${reason ? " dropped" : ""}${section ? " starts" : ""}`, margin, make("p", "text", ...paint(text, byBlock.get(index) || [])));
    blockElements.push(element);
    list.append(element);
  });
  $("blocks").append(list);

  const jump = (element) => {
    if (getComputedStyle(element.closest(".block")).display === "none") { $("show").value = "all"; filterBlocks(); }
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

  const card = (id, kind, name, slots, codes, quotes) => {
    const title = make("button", "name", name);
    title.type = "button";
    const element = make("article", `card ${kind}${slots.negated ? " negated" : ""}`, title);
    element.dataset.id = id;
    element.dataset.name = name;
    const chips = make("div", "");
    if (slots.negated) chips.append(make("span", "chip", "negated"));
    for (const [slot, show] of Object.entries(DOSES)) if (slots[slot]) chips.append(make("span", "chip dose", show(slots[slot])));
    if (slots.per_side) chips.append(make("span", "chip dose", "per side"));
    if (slots.alternating) chips.append(make("span", "chip dose", "alternating"));
    for (const plain of ["role", "type", "kind", "position", "severity", "laterality"]) if (slots[plain]) chips.append(make("span", "chip", words(slots[plain]) + (plain === "position" && slots.position_inferred ? " (inferred)" : "")));
    for (const [code, match] of codes) { const chip = make("span", "chip", code); chip.title = match; chips.append(chip); }
    element.append(chips);
    const facts = make("dl", "");
    for (const [slot, value] of Object.entries(slots)) {
      if (slot in DOSES || ["negated", "role", "type", "kind", "position", "position_inferred", "severity", "laterality", "per_side", "alternating", "reps_basis", "steps", "number"].includes(slot)) continue;
      facts.append(make("dt", "", words(slot)), make("dd", "", Array.isArray(value) ? value.join(", ") : String(value)));
    }
    for (const relation of related.get(id) || []) {
      const other = relation.subject_id === id ? relation.object_text : relation.subject_text;
      facts.append(make("dt", "", (relation.subject_id === id ? "" : "← ") + words(relation.predicate)), make("dd", "", other + (relation.certainty === "stated" ? "" : ` (${relation.certainty})`)));
    }
    if (facts.firstChild) element.append(facts);
    if (slots.steps) element.append(make("ol", "", ...slots.steps.map((step) => make("li", "", step))));
    const lines = make("ul", "quotes");
    for (const mark of quotes.slice(0, 12)) {
      const go = make("button", "", `“${quoteText(mark)}”`);
      go.type = "button";
      go.addEventListener("click", () => { select(id, false); const own = (marksOf.get(id) || []).find((m) => m.closest(".block") === blockElements[mark[0]] && quoteText(mark).includes(m.textContent)); jump(own || blockElements[mark[0]]); });
      lines.append(make("li", "", go, " ", make("small", "", `${words(mark[4])}, ${mark[5]}, ${mark[6].toFixed(2)}`)));
    }
    element.append(lines);
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
    groups.set(kind, make("section", "", make("h2", "", `${kind}s (${records.length})`), ...ordered.map((r) => card(r.id, r.kind, (r.slots.number ? `${r.slots.number}. ` : "") + r.name, r.slots, r.codes, quotesOf.get(r.id) || []))));
  }
  if (data.plans.length) {
    const named = new Map(data.records.map((r) => [r.id, r.name]));
    groups.set("plan", make("section", "", make("h2", "", `plans (${data.plans.length})`), ...data.plans.map((p) => card(p.plan_id, "exercise", p.name, { minutes: p.minutes, rounds: p.rounds, ...(p.frequency ? { frequency: p.frequency } : {}), steps: p.exercise_ids.map((id) => named.get(id) || id) }, [], []))));
  }
  $("records").append(...groups.values());
  if (!groups.size) $("records").append(make("p", "soft", "No records on this page."));

  // --- filters, pointer, keyboard -------------------------------------------------------------
  const filterBlocks = () => { $("blocks").className = { all: "", kept: "kept", dropped: "dropped-only" }[$("show").value]; };
  const filterRecords = () => {
    const text = $("find").value.trim().toLowerCase();
    for (const [id, element] of cards) {
      const kind = kindOf.get(id) || "exercise";
      element.hidden = !shown.has(kind) || !element.dataset.name.toLowerCase().includes(text);
    }
    document.querySelectorAll("mark").forEach((m) => m.classList.toggle("off", !m.dataset.ids.split(" ").some((id) => shown.has(kindOf.get(id)))));
    for (const section of groups.values()) section.hidden = ![...section.querySelectorAll(".card")].some((c) => !c.hidden);
  };
  for (const kind of KINDS) {
    const count = kind === "relation" ? data.relations.length : data.records.filter((r) => r.kind === kind).length;
    const button = make("button", kind, `${kind}s ${count}`);
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
  $("facts").textContent = `${page.source} · ${words(page.verdict)} · ${page.language} · ${data.blocks.length - dropped} blocks kept, ${dropped} dropped${page.duplicate_of ? ` · copy of ${page.duplicate_of}` : ""} `;
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
