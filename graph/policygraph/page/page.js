"use strict";
// One script in one closure, though long: the policy of the page knows it by one hash and runs nothing else.
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const facts = read("facts"), styles = read("styles");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const panel = document.getElementById("panel"), search = document.getElementById("search");
  const nodes = new vis.DataSet(read("nodes")), edges = new vis.DataSet(read("edges"));
  const hidden = new Set(); // statuses that are switched off
  let chosen = null; // {element} or {edge}

  // -- small helpers: text only ever enters the page as text ------------------------------------------------
  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "onclick") node.addEventListener("click", value);
      else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  };
  const several = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;
  const ground = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const ink = (status) => styles[status][dark.matches ? "dark" : "light"];
  const label = (id) => facts.elements[id].label;
  const isolated = (id) => `\u2068${label(id)}\u2069`; // a name that is written from right to left turns nothing else
  const edgesOf = (id) => Object.entries(facts.edges).filter(([, e]) => e.subject === id || e.object === id);
  // a denial of "only" is no denial of the link, and is not to be read as one
  const tag = (status, exclusive = false, listed = false) => {
    const words = `${styles[status].sign} ${exclusive ? "not only" : status}${listed ? ", in a list" : ""}`;
    const node = make("span", { class: listed ? "tag listed" : "tag" }, words);
    node.style.color = ink(status);
    return node;
  };

  // -- the drawing ------------------------------------------------------------------------------------------
  const network = new vis.Network(document.getElementById("canvas"), { nodes, edges }, {
    physics: false,
    nodes: { size: 11, borderWidth: 1.5, borderWidthSelected: 3, font: { size: 13, strokeWidth: 3, face: "Noto Sans, Segoe UI, sans-serif" } },
    edges: { selectionWidth: 1.5, hoverWidth: 1, arrows: { to: { scaleFactor: 0.55 } }, font: { size: 11, strokeWidth: 4, align: "middle" } },
    interaction: { hover: true, multiselect: false, selectConnectedEdges: true, keyboard: { enabled: true, bindToWindow: false } },
  });

  const near = () => {
    if (!chosen) return null;
    if (chosen.edge) return new Set([facts.edges[chosen.edge].subject, facts.edges[chosen.edge].object]);
    return new Set([chosen.element, ...edgesOf(chosen.element).flatMap(([, e]) => [e.subject, e.object])]);
  };
  const paint = () => {
    const close = near();
    const [paper, text, faint, mark] = [ground("--ground"), ground("--ink"), ground("--line"), ground("--mark")];
    for (const [status, style] of Object.entries(styles)) document.documentElement.style.setProperty(`--${status}`, style[dark.matches ? "dark" : "light"]);
    nodes.update(nodes.map((node) => {
      const lit = !close || close.has(node.id);
      const hollow = node.kind === "Strategy";
      return { id: node.id, font: { color: lit ? text : faint, strokeColor: paper }, color: {
        background: lit ? (hollow ? paper : text) : mark, border: lit ? text : faint,
        highlight: { background: ground("--accent"), border: text }, hover: { background: ground("--accent"), border: text } } };
    }));
    edges.update(edges.map((edge) => {
      const lit = !close || (chosen.edge ? edge.id === chosen.edge : edge.from === chosen.element || edge.to === chosen.element);
      const colour = ink(edge.status);
      return { id: edge.id, hidden: hidden.has(edge.status), dashes: styles[edge.status].dash.length ? styles[edge.status].dash : false,
        color: { color: lit ? colour : faint, highlight: colour, hover: colour, opacity: lit ? 1 : 0.5 },
        label: close && lit ? edge.verb : undefined, font: { color: colour, strokeColor: paper } };
    }));
  };

  // Labels keep a readable size on the screen; where two would overlap, the element with more statements is named.
  const READABLE = 11.5, MARK = 9;
  const widest = (node) => Math.max(...node.name.split("\n").map((line) => line.length));
  const name = () => {
    const scale = network.getScale(), size = Math.max(13, READABLE / scale), close = near();
    const first = (node) => (close?.has(node.id) ? 1e6 : 0) + node.weight;
    const placed = [], all = nodes.get(), marks = all.map(({ x, y }) => [x - MARK, x + MARK, y - MARK, y + MARK]);
    nodes.update([...all].sort((a, b) => first(b) - first(a) || (a.id < b.id ? -1 : 1)).map((node) => {
      const half = widest(node) * size * 0.27, top = node.y + 10, bottom = top + size * 1.25 * node.name.split("\n").length;
      const box = [node.x - half, node.x + half, top, bottom];
      const clear = ([left, right, up, down]) => box[1] < left || box[0] > right || box[3] < up || box[2] > down;
      const covered = all.filter((other, i) => other.id !== node.id && !clear(marks[i]));
      const worth = close?.has(node.id) || (covered.length <= node.weight / 4 && covered.every((other) => other.weight < node.weight));
      const free = worth && placed.every(clear);
      if (free) placed.push(box);
      return { id: node.id, label: free ? node.name : " ", font: { size } };
    }));
  };
  let waiting = 0;
  const rename = () => { clearTimeout(waiting); waiting = setTimeout(name, 60); };

  // vis-network's own fit leaves a wide margin and knows nothing of labels
  const frame = (ids, animate = true) => {
    if (!ids.length) return;
    const boxes = ids.map((id) => nodes.get(id));
    const { clientWidth: width, clientHeight: height } = network.canvas.frame;
    let scale = 1, left, right, top, bottom;
    for (let round = 0; round < 3; round += 1) { // labels grow as the drawing shrinks, and take room of their own
      const size = Math.max(13, READABLE / scale), half = (node) => widest(node) * size * 0.29 + 8;
      left = Math.min(...boxes.map((n) => n.x - half(n)));
      right = Math.max(...boxes.map((n) => n.x + half(n)));
      top = Math.min(...boxes.map((n) => n.y - 20));
      bottom = Math.max(...boxes.map((n) => n.y + 16 + size * 1.25 * n.name.split("\n").length));
      scale = Math.min(1.2, 0.95 * width / (right - left), 0.95 * height / (bottom - top));
    }
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: animate && !still.matches ? { duration: 350 } : false });
    if (animate && !still.matches) setTimeout(name, 380); else name();
  };

  // -- the panel --------------------------------------------------------------------------------------------
  const lineOf = (id, edge) => {
    const button = make("button", { type: "button", onclick: () => choose({ edge: id }) },
      make("span", { class: "number" }, String(edge.statements.length)),
      `${isolated(edge.subject)} – ${edge.verb} – ${isolated(edge.object)} `, tag(edge.status, edge.exclusive, edge.listed));
    return make("li", {}, button);
  };
  const elementLine = (id, number) => make("li", {}, make("button", { type: "button", onclick: () => choose({ element: id }) },
    make("span", { class: "number" }, String(number)), label(id)));
  const back = () => make("button", { type: "button", class: "back", onclick: () => choose(null) }, "← all elements");

  const NOTICES = {
    listed: "Named only as an illustration in a list: nobody took a stance on it in particular.",
    implicit: "Implicit: an end or the predicate comes from the context.",
    presupposed: "Presupposed: taken for granted in a noun phrase or a clause.",
  };
  const article = (id) => {
    const s = facts.statements[id];
    const node = make("article", { id: `statement-${id}` }, make("p", {}, s.gloss));
    if (s.quote) node.append(make("blockquote", {}, s.quote));
    if (s.cue) node.append(make("p", { class: "soft" }, "under: ", make("q", {}, s.cue)));
    if (NOTICES[s.mode]) node.append(make("p", { class: "notice" }, NOTICES[s.mode]));
    const who = make("p", { class: "soft" }, make("strong", {}, s.holder.join(", ")), ` ${s.stance} `, tag(s.status, s.exclusive));
    if (s.reported_by) who.append(`, as reported by ${s.reported_by.join(", ")}`);
    node.append(who);
    for (const [name, title] of [["modality", "modal words"], ["degree", "weight"], ["condition", "condition"], ["addressee", "addressed to"], ["via", "by way of"]]) {
      if (s[name]) node.append(make("p", { class: "soft" }, `${title}: ${s[name].join(", ")}`));
    }
    const where = s.end === undefined ? "" : `, characters ${s.start}–${s.end}`;
    node.append(make("p", { class: "soft" }, `${s.document_title}, ${s.place} (${several(s.words, "word")}${where}) · ${id}`));
    if (s.note) node.append(make("p", { class: "soft" }, `Coder's note: ${s.note}`));
    return node;
  };
  const counted = (ids) => `${several(ids.length, "statement")} in ${several(new Set(ids.map((id) => facts.statements[id].document)).size, "document")}`;

  const showStart = () => {
    const ranked = Object.keys(facts.elements)
      .map((id) => [id, edgesOf(id).reduce((sum, [, e]) => sum + e.statements.length, 0) + (facts.positions[id] || []).length])
      .sort((a, b) => b[1] - a[1] || label(a[0]).localeCompare(label(b[0])));
    panel.append(make("h2", {}, "Who says what is linked to what"),
      make("p", {}, "Choose an element, or a line of the drawing, to read the statements behind it. Lines differ by what is said of the link: that it is there, wanted, missing …"),
      make("h3", {}, "Elements, by number of statements"),
      make("ul", { class: "list" }, ...ranked.map(([id, number]) => elementLine(id, number))));
    if (!ranked.length) panel.append(make("p", { class: "soft" }, "This corpus has no statements yet."));
  };
  const showElement = (id) => {
    const element = facts.elements[id], own = edgesOf(id), positions = facts.positions[id] || [];
    const ids = [...own.flatMap(([, e]) => e.statements), ...positions];
    panel.append(back(), make("h2", {}, element.label), make("p", { class: "soft" }, `${element.type} · ${counted([...new Set(ids)])}`));
    if (ids.length && ids.every((s) => facts.statements[s].mode === "listed")) panel.append(make("p", { class: "notice" }, "Named only in lists: nobody took a stance on it in particular."));
    if (positions.length) panel.append(make("h3", {}, "What is said of it as such"), ...positions.map(article));
    const order = Object.keys(styles);
    own.sort((a, b) => order.indexOf(a[1].status) - order.indexOf(b[1].status) || a[0].localeCompare(b[0]));
    for (const [title, part] of [["Links from it", own.filter(([, e]) => e.subject === id)], ["Links to it", own.filter(([, e]) => e.subject !== id)]]) {
      if (part.length) panel.append(make("h3", {}, title), make("ul", { class: "list" }, ...part.map(([key, e]) => lineOf(key, e))));
    }
    const other = element.names.filter((name) => name !== element.label);
    if (other.length) panel.append(make("h3", {}, "Also called"), make("p", { class: "soft" }, other.join(" · ")));
    panel.append(make("p", { class: "soft" }, element.iri));
  };
  const showEdge = (key) => {
    const edge = facts.edges[key];
    const end = (id) => make("button", { type: "button", class: "back", onclick: () => choose({ element: id }) }, label(id));
    panel.append(back(), make("h2", {}, `${isolated(edge.subject)} – ${edge.verb} – ${isolated(edge.object)}`),
      make("p", {}, tag(edge.status, edge.exclusive, edge.listed), edge.exclusive ? "" : ` ${styles[edge.status].meaning}`),
      make("p", { class: "soft" }, counted(edge.statements)));
    if (edge.exclusive) panel.append(make("p", { class: "notice" }, "What is denied is that this is the only link of its kind; the link itself is not denied."));
    panel.append(...edge.statements.map(article));
    const same = Object.entries(facts.edges).filter(([other, e]) => other !== key && [e.subject, e.object].includes(edge.subject) && [e.subject, e.object].includes(edge.object));
    if (same.length) panel.append(make("h3", {}, "Also said of these two"), make("ul", { class: "list" }, ...same.map(([other, e]) => lineOf(other, e))));
    panel.append(make("h3", {}, "The two ends"), make("p", {}, end(edge.subject), " · ", end(edge.object)));
  };
  const showFound = (text) => {
    const plain = (s) => s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    const wanted = plain(text).split(/\s+/).filter(Boolean);
    const found = Object.entries(facts.elements).filter(([id, e]) => {
      const names = plain([id, e.label, ...e.names].join(" "));
      return wanted.every((word) => names.includes(word));
    }).map(([id]) => id).sort((a, b) => label(a).localeCompare(label(b)));
    panel.append(make("h2", {}, found.length ? several(found.length, "element") : "No element has that in a name"),
      make("ul", { class: "list" }, ...found.map((id) => elementLine(id, edgesOf(id).length + (facts.positions[id] || []).length))));
    return found;
  };

  const show = () => {
    panel.replaceChildren();
    if (chosen?.edge) showEdge(chosen.edge);
    else if (chosen?.element) showElement(chosen.element);
    else showStart();
    panel.scrollTop = 0;
  };
  const choose = (what, move = true) => {
    chosen = what;
    search.value = "";
    network.unselectAll();
    if (what?.edge) network.selectEdges([what.edge]);
    if (what?.element) network.selectNodes([what.element], false);
    const around = [...(near() || nodes.getIds())];
    paint();
    show();
    if (!move) rename();
    if (move) frame(around, Boolean(document.documentElement.dataset.ready));
    const address = what ? `#${what.edge ? "link" : "element"}=${encodeURIComponent(what.edge || what.element)}` : "#";
    if (location.hash !== address && !(address === "#" && !location.hash)) {
      try { history.replaceState(null, "", address); } catch { /* a page inside a notebook has no address of its own */ }
    }
  };
  const restore = () => {
    const [, kind, id] = /^#(element|link)=(.+)$/.exec(location.hash) || [];
    const name = id && decodeURIComponent(id);
    if (kind === "element" && facts.elements[name]) choose({ element: name });
    else if (kind === "link" && facts.edges[name]) choose({ edge: name });
    else choose(null);
  };

  // -- what a person does -----------------------------------------------------------------------------------
  network.on("click", ({ nodes: [element], edges: [edge] }) => choose(element ? { element } : edge ? { edge } : null, false));
  network.on("zoom", rename);
  network.on("dragEnd", ({ nodes: dragged }) => { // a node stays where it was put
    const placed = network.getPositions(dragged);
    nodes.update(dragged.map((id) => ({ id, ...placed[id] })));
    rename();
  });
  for (const [happening, cursor] of [["hoverNode", "pointer"], ["hoverEdge", "pointer"], ["blurNode", ""], ["blurEdge", ""]]) {
    network.on(happening, () => { network.canvas.body.container.style.cursor = cursor; });
  }
  search.addEventListener("input", () => { panel.replaceChildren(); if (search.value.trim()) showFound(search.value); else show(); });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") choose(null);
    if (event.key === "Enter" && search.value.trim()) panel.querySelector(".list button")?.click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search) { event.preventDefault(); search.focus(); }
    if (event.key === "Escape" && document.activeElement !== search) choose(null);
  });
  for (const chip of document.querySelectorAll("[data-status]")) {
    chip.addEventListener("click", () => {
      const shown = chip.getAttribute("aria-pressed") === "true";
      chip.setAttribute("aria-pressed", String(!shown));
      if (shown) hidden.add(chip.dataset.status); else hidden.delete(chip.dataset.status);
      paint();
    });
  }
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: still.matches ? false : { duration: 200 } }) || setTimeout(name, 230);
  document.getElementById("in").addEventListener("click", () => zoom(1.3));
  document.getElementById("out").addEventListener("click", () => zoom(1 / 1.3));
  document.getElementById("all").addEventListener("click", () => frame(nodes.getIds()));
  dark.addEventListener("change", () => { paint(); show(); });
  addEventListener("hashchange", restore);
  restore();
  globalThis.policygraph = { network }; // for those who open the console, and for the tests
  document.documentElement.dataset.ready = "true";
})();
