// The field in which a question is written. Tab leaves it as any field; a new line begins as deep as the one before.

import { make } from "./dom.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {{ ask: (text: string) => void, keep: (text: string) => void, reset: () => void }} Deeds */

/**
 * @param {App} app @param {string} name of the packaged question; none for one's own @param {string[]} prefixes @param {Deeds} deeds
 */
export function editor(app, name, prefixes, deeds) {
  const { words } = app;
  const text = /** @type {HTMLTextAreaElement} */ (make("textarea", {
    id: "sparql-text", spellcheck: "false", autocapitalize: "off", autocomplete: "off", wrap: "off", rows: "12", "aria-describedby": "sparql-keys", dir: "ltr",
    onkeydown: (/** @type {KeyboardEvent} */ event) => pressed(event), onchange: () => deeds.keep(text.value), oninput: () => edited(true),
  }));
  const reset = make("button", { type: "button", id: "sparql-reset", hidden: true, onclick: () => deeds.reset() }, words.say(name ? "sparql.reset" : "sparql.again"));
  const inside = [
    make("label", { for: "sparql-text", class: name ? "hidden" : undefined }, words.say("sparql.query")), text,
    make("div", { class: "sparql-tools" }, make("button", { type: "button", id: "sparql-ask", class: "sparql-ask", onclick: () => deeds.ask(text.value) }, words.say("sparql.ask")), reset,
      make("span", { class: "soft", id: "sparql-keys" }, words.say("sparql.keys"))),
    make("details", { class: "sparql-prefixes" }, make("summary", {}, words.say("sparql.prefixes")), make("p", {}, prefixes.map((each) => `${each}:`).join(" "))),
  ];
  const node = name ? make("details", { class: "sparql-editor" }, make("summary", {}, words.say("sparql.query"), make("span", { class: "soft" }, ` ${name}`)), ...inside) : make("div", { class: "sparql-editor" }, ...inside);

  /** @param {boolean} on */
  function edited(on) {
    reset.hidden = !on;
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      deeds.ask(text.value);
    } else if (!event.shiftKey && !event.altKey) {
      const before = text.value.slice(0, text.selectionStart), deep = /[^\n]*$/.exec(before)?.[0].match(/^ */)?.[0] ?? "";
      const more = /[{([]\s*$/.test(before) ? "  " : "";
      if (deep + more && document.execCommand("insertText", false, `\n${deep}${more}`)) event.preventDefault();
    }
  }

  return {
    node,
    /** @param {string} sparql @param {boolean} changed whether it is not as it was packaged */
    show(sparql, changed) {
      if (text.value !== sparql) text.value = sparql;
      text.rows = Math.max(6, Math.min(24, sparql.split("\n").length + 1));
      edited(changed);
      if (changed && node instanceof HTMLDetailsElement) node.open = true;
    },
    /** Puts the cursor where the engine stumbled. @param {number} line @param {number} column both from 1 on */
    goTo(line, column) {
      if (node instanceof HTMLDetailsElement) node.open = true;
      const lines = text.value.split("\n"), at = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + Math.min(column - 1, (lines[line - 1] ?? "").length);
      text.focus();
      text.setSelectionRange(Math.max(0, at - 1), at);
      text.scrollTop = Math.max(0, (line - 4) * (text.scrollHeight / lines.length));
    },
  };
}
