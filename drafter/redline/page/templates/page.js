"use strict";
(() => {
  const all = (selector, holder = document) => [...holder.querySelectorAll(selector)];
  const one = (selector, holder = document) => holder.querySelector(selector);
  const body = document.body, doc = one("#doc"), pairs = one("#pairs"), live = one("#live"), count = one("#count");
  const items = all("#changes > li"), numbered = new Map(items.map((item) => [item.dataset.n, item]));
  const indexes = new Map(), rowOf = new Map(), blockOf = new Map();
  let current = null, listed = items;

  // side by side: every block twice, once without what was inserted and once without what was deleted

  const stripped = (block, old) => {
    const copy = block.cloneNode(true), gone = old ? "ins" : "del";
    const absent = (mark) => new RegExp(old ? "insertion$" : "deletion$").test(numbered.get(mark.dataset.n)?.dataset.kind);
    for (const mark of [...all(`${gone}.c`, copy), ...all(".badge.c", copy).filter(absent)]) {
      const place = document.createElement("span");
      place.className = "c gone";
      place.dataset.n = mark.dataset.n;
      mark.replaceWith(place);
    }
    all(`tr.${gone}, td.${gone}, th.${gone}, ${old ? ".is" : ".was"}`, copy).forEach((e) => e.remove());
    all("table", copy).filter((table) => !one("tr", table)).forEach((table) => table.remove());
    all(".no", copy).filter((no) => !no.textContent).forEach((no) => no.remove());
    all("[id], .on", copy).concat(copy).forEach((e) => { e.removeAttribute("id"); e.classList.remove("on"); });
    return copy;
  };

  const words = (element) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let said = "";
    for (let node; (node = texts.nextNode());) if (!node.parentNode.closest(".vh, .no, .pm")) said += node.data;
    return said.trim();
  };
  const joins = (block, old) => block.classList.contains(old ? "ji" : "jd");
  const whole = (block, old) => joins(block, old) && !words(stripped(block, old));

  // one side of blocks whose ends were inserted or deleted: on the side where an end is not, its words run on into the next block
  const column = (blocks, old) => {
    const cell = document.createElement("div");
    const carried = document.createDocumentFragment();
    blocks.forEach((block, index) => {
      const copy = stripped(block, old), no = one(":scope > .no", copy);
      if (joins(block, old) && index < blocks.length - 1) {
        if (no) no.remove();
        carried.append(...copy.childNodes);
        return;
      }
      if (no) no.after(carried); else copy.prepend(carried);
      if (!(joins(block, old) && !words(copy))) cell.append(copy);
      else cell.append(...all(".gone", copy));
    });
    return cell;
  };

  const row = (blocks) => {
    const line = document.createElement("div");
    line.className = blocks.some((b) => b.matches(".c, :has(.c)")) ? "row changed" : "row";
    line.append(column(blocks, true), column(blocks, false));
    blocks.forEach((block) => rowOf.set(block, line));
    blockOf.set(line, blocks[0]);
    return line;
  };

  const build = () => {
    for (const chunk of all(":scope > .k", doc)) {
      const section = document.createElement("section");
      section.className = chunk.className;
      section.style.setProperty("--h", `${Math.round(chunk.offsetHeight * 1.6)}px`);
      let group = [];
      for (const block of chunk.children) {
        group.push(block);
        if (group.length === 1 && (whole(block, true) || whole(block, false))) { section.append(row(group)); group = []; }
        else if (!joins(block, true) && !joins(block, false)) { section.append(row(group)); group = []; }
      }
      if (group.length) section.append(row(group));
      pairs.append(section);
    }
  };

  // modes

  const holder = () => (body.dataset.mode === "inline" ? doc : pairs);
  const topmost = () => {
    for (const chunk of all(":scope > .k", holder())) {
      if (chunk.getBoundingClientRect().bottom < 120) continue;
      const found = [...chunk.children].find((e) => e.getBoundingClientRect().bottom > 120);
      if (found) return found;
    }
    return null;
  };

  // what comes into sight is laid out only then and moves what is below it: look again, unless the reader has moved on
  let waiting = [];
  const rest = () => { waiting.forEach(clearTimeout); waiting = []; };
  const settle = (element, block, share = 0) => {
    const move = () => {
      element.scrollIntoView({block});
      if (share) window.scrollBy(0, share * element.offsetHeight);
    };
    rest();
    move();
    waiting = [30, 90, 200, 400].map((delay) => setTimeout(move, delay));
  };
  const isNear = (element) => {
    const {top, bottom} = element.getBoundingClientRect();
    return bottom > -innerHeight && top < 2 * innerHeight;
  };

  const show = (mode) => {
    const near = current && places(current.dataset.n).some(isNear), top = window.scrollY > 200 ? topmost() : null;
    const block = top && (blockOf.get(top) || top), box = top && top.getBoundingClientRect();
    if (mode !== "inline" && !blockOf.size) build();
    body.dataset.mode = mode;
    doc.hidden = mode !== "inline";
    pairs.hidden = mode === "inline";
    all(".modes button").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.mode === mode)));
    const [place] = mark();
    if (near && place) settle(place, "center");
    else if (block) settle(mode === "inline" ? block : rowOf.get(block), "start", Math.max(0, 88 - box.top) / box.height);
  };

  // from change to change

  const index = (where) => {
    if (!indexes.has(where)) {
      const found = new Map();
      for (const e of all(".c", where)) {
        if (found.has(e.dataset.n)) found.get(e.dataset.n).push(e);
        else found.set(e.dataset.n, [e]);
      }
      indexes.set(where, found);
    }
    return indexes.get(where);
  };

  const places = (number) => {
    const left = body.dataset.mode === "result" && ".row > :first-child";
    const found = (index(holder()).get(number) || []).filter((e) => !left || !e.closest(left));
    const full = found.filter((e) => !e.classList.contains("gone"));
    return full.length ? full : found;
  };

  const mark = () => {
    all(".on").forEach((e) => e.classList.remove("on"));
    all("#changes [aria-current]").forEach((e) => e.removeAttribute("aria-current"));
    if (!current) return [];
    const found = places(current.dataset.n);
    found.forEach((e) => e.classList.add("on"));
    one("a", current).setAttribute("aria-current", "true");
    return found;
  };

  const announce = () => {
    const at = listed.indexOf(current) + 1;
    live.textContent = current && at ? live.dataset.at.replace("{at}", at).replace("{all}", listed.length) : "";
  };

  const go = (item, move = true) => {
    current = item;
    const target = mark()[0] || one("a", item);
    item.scrollIntoView({block: "nearest"});
    announce();
    if (!move) return;
    settle(target, "center");
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus({preventScroll: true});
  };

  const step = (by) => {
    if (!listed.length) return;
    const at = listed.indexOf(current);
    go(listed[at < 0 ? (by > 0 ? 0 : listed.length - 1) : (at + by + listed.length) % listed.length]);
  };

  // the list

  const enough = 8, around = 14;  // a change of fewer characters is listed with that many around it
  const explain = (item) => {
    const what = one(".what", item), own = index(doc).get(item.dataset.n) || [], place = own[0];
    const block = place && place.closest("p, h2, h3, h4, h5, h6"), said = [...what.children].map((e) => e.textContent).join("");
    if (!block || place.matches(".badge") || said.length > enough || block.childElementCount > 300) return;
    const sides = ["", ""];
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let at = 0, node; (node = texts.nextNode());) {
      if (own.some((e) => e.contains(node))) at = 1;
      else if (!node.parentNode.closest(".vh, .no, .pm, del")) sides[at] += node.data;
    }
    const clipped = [sides[0].length > around ? `…${sides[0].slice(-around)}` : sides[0], sides[1].length > around ? `${sides[1].slice(0, around)}…` : sides[1]];
    [["prepend", 0], ["append", 1]].forEach(([add, side]) => {
      const context = document.createElement("span");
      context.className = "context";
      context.textContent = clipped[side].replace(/\s+/g, " ");
      what[add](context);
    });
  };

  const filter = () => {
    const asked = all("select[data-filter]").filter((s) => s.value !== "*").map((s) => [s.dataset.filter, s.value]);
    const hidden = new Set(all("[type=checkbox][data-trait]").filter((box) => !box.checked).map((box) => box.dataset.trait));
    listed = items.filter((item) => {
      item.hidden = hidden.has(item.dataset.trait) || !asked.every(([key, value]) => item.dataset[key] === value);
      return !item.hidden;
    });
    count.textContent = items.length ? count.dataset.count.replace("{shown}", listed.length).replace("{all}", items.length) : "";
    announce();
  };

  all(".modes button").forEach((b) => b.addEventListener("click", () => show(b.dataset.mode)));
  all("[data-step]").forEach((b) => b.addEventListener("click", () => step(Number(b.dataset.step))));
  all("select[data-filter], [type=checkbox][data-trait]").forEach((e) => e.addEventListener("change", filter));
  ["wheel", "touchmove", "pointerdown", "keydown"].forEach((kind) => document.addEventListener(kind, rest, {passive: true, capture: true}));
  document.addEventListener("keydown", (event) => {
    if (!one("#keys").checked || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const by = {n: 1, j: 1, p: -1, k: -1}[event.key];
    if (by) { event.preventDefault(); step(by); }
  });
  document.addEventListener("click", (event) => {
    const entry = event.target.closest("#changes a"), ref = event.target.closest("a.ref"), place = event.target.closest("article .c");
    if (entry) { event.preventDefault(); go(entry.parentNode); }
    else if (ref) {
      const note = one(`[data-note="${CSS.escape(ref.getAttribute("href").slice(1))}"]`, holder());
      if (note) { event.preventDefault(); note.scrollIntoView({block: "center"}); }
    } else if (place && numbered.has(place.dataset.n)) go(numbered.get(place.dataset.n), false);
  });
  document.addEventListener("mouseover", (event) => {
    const place = event.target.closest && event.target.closest("article .c:not([title])"), item = place && numbered.get(place.dataset.n);
    if (item) place.title = [one(".kind", item).textContent, one(".by", item)?.textContent, one(".clause", item).textContent].filter(Boolean).join(" · ");
  });
  all(".bar, .filters").forEach((e) => { e.hidden = false; });
  items.forEach(explain);
  filter();
  const asked = /^#c(\d+)$/.exec(location.hash);
  if (asked && numbered.has(asked[1])) go(numbered.get(asked[1]));
})();
