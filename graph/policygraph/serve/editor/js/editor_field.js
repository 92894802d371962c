// The field in which a question is written: a plain one, with its colours drawn behind it. Tab leaves it as any field.

import { fill, make } from "./dom.js";
import { meaningAt } from "./editor_meaning.js";
import { offerAt } from "./editor_complete.js";
import { Popup } from "./editor_popup.js";
import { declared, reserved, tokens } from "./editor_tokens.js";

/** @typedef {import("./editor_known.js").Known} Known */
/** @typedef {import("./editor_complete.js").Candidate} Candidate */
/** @typedef {{ ask: () => void, edited: () => void }} Deeds */

const PAUSE = 250; // ms of quiet before the service is asked for names

export class Field {
  /** @param {HTMLTextAreaElement} text @param {HTMLElement} mirror @param {HTMLElement} meaning @param {Deeds} deeds */
  constructor(text, mirror, meaning, deeds) {
    this.text = text;
    this.mirror = mirror;
    this.meaning = meaning;
    this.deeds = deeds;
    /** @type {Known | null} */ this.known = null;
    this.line = 0;
    this.from = 0;
    this.popup = new Popup(text, (candidate) => this.take(candidate));
    /** @type {AbortController | null} */ this.looking = null;
    text.addEventListener("input", (event) => this.typed(/** @type {InputEvent} */ (event)));
    text.addEventListener("keydown", (event) => this.pressed(event));
    text.addEventListener("scroll", () => this.scrolled());
    text.addEventListener("blur", () => this.popup.close());
    text.addEventListener("click", () => this.popup.close());
    document.addEventListener("selectionchange", () => document.activeElement === text && this.said());
    this.draw();
  }

  get value() {
    return this.text.value;
  }

  /** @param {string} value @param {boolean} [undoable] */
  set(value, undoable = false) {
    if (value === this.text.value) return;
    if (undoable) {
      this.text.focus();
      this.text.select();
      if (!document.execCommand("insertText", false, value)) this.text.value = value;
    } else this.text.value = value;
    this.text.setSelectionRange(0, 0);
    this.text.scrollTop = 0;
    this.line = 0;
    this.popup.close();
    this.draw();
  }

  /** @param {InputEvent} event */
  typed(event) {
    this.line = 0;
    this.draw();
    this.deeds.edited();
    if (event.inputType === "insertText" || this.popup.open) this.offer(false);
  }

  /** The colours of the text, and the line in which the service stumbled. */
  draw() {
    const { text, known } = this, { value } = text, code = document.createElement("code");
    const cut = tokens(value), own = declared(cut);
    for (const { kind, text: sign } of cut) {
      const look = kind === "word" ? (reserved(sign) ? "keyword" : "") : kind === "name" ? (known?.doubtful(sign, own) ? "doubtful" : "name") : kind === "space" || kind === "sign" ? "" : kind;
      code.append(look ? make("span", { class: `sign-${look}` }, sign) : sign);
    }
    text.rows = Math.max(8, Math.min(18, value.split("\n").length + 1));
    text.classList.toggle("plain", cut.length === 0 && value !== "");
    fill(this.mirror, code, ...this.stumbled());
    this.scrolled();
  }

  /** @returns {HTMLElement[]} a band behind the line in which the service stumbled */
  stumbled() {
    if (!this.line) return [];
    const band = make("span", { class: "stumbled" });
    band.style.top = `calc(${this.line - 1} * var(--row) + var(--pad))`;
    return [band];
  }

  scrolled() {
    for (const child of /** @type {Iterable<HTMLElement>} */ (this.mirror.children)) child.style.transform = `translate(${child.tagName === "CODE" ? -this.text.scrollLeft : 0}px, ${-this.text.scrollTop}px)`;
  }

  /** What stands at the cursor, in words. */
  said() {
    fill(this.meaning, this.known ? meaningAt(this.known, this.text.value, this.text.selectionStart) : "");
  }

  /** @param {boolean} asked */
  offer(asked) {
    const { text, known } = this;
    this.looking?.abort();
    if (!known || text.selectionStart !== text.selectionEnd) return this.popup.close();
    const offer = offerAt(known, text.value, text.selectionStart, asked);
    if (!offer) return this.popup.close();
    this.from = offer.from;
    if (offer.candidates.length) this.popup.show(offer.candidates, this.spot(offer.from), offer.chosen);
    else this.popup.close();
    if (offer.words && known.more) this.look(offer.words, asked);
    return undefined;
  }

  /** Asks the service for things that are called so, once nothing is typed for a while. @param {string} words @param {boolean} asked */
  look(words, asked) {
    const looking = new AbortController(), { known } = this;
    this.looking = looking;
    setTimeout(() => {
      if (looking.signal.aborted || !known) return;
      known.find(words, looking.signal).then(() => {
        const offer = looking.signal.aborted || document.activeElement !== this.text ? null : offerAt(known, this.text.value, this.text.selectionStart, asked);
        if (offer?.candidates.length) this.popup.show(offer.candidates, this.spot(offer.from), offer.chosen);
      }, (error) => {
        if (!looking.signal.aborted) throw error;
      });
    }, PAUSE);
  }

  /** Where a sign stands on the screen: the colours behind hold the same text. @param {number} at @returns {DOMRect} */
  spot(at) {
    const range = document.createRange(), walk = document.createTreeWalker(this.mirror.firstElementChild ?? this.mirror, NodeFilter.SHOW_TEXT);
    let left = at, node = walk.nextNode();
    while (node && left > (node.textContent?.length ?? 0)) {
      left -= node.textContent?.length ?? 0;
      node = walk.nextNode();
    }
    if (!node) return this.text.getBoundingClientRect();
    range.setStart(node, left);
    range.setEnd(node, Math.min(left + 1, node.textContent?.length ?? 0));
    return range.getBoundingClientRect();
  }

  /** @param {Candidate} candidate */
  take({ text: word, back, goesOn }) {
    const { text } = this;
    text.focus();
    text.setSelectionRange(this.from, text.selectionEnd);
    if (!document.execCommand("insertText", false, word)) text.setRangeText(word, this.from, text.selectionEnd, "end");
    if (back) text.setSelectionRange(text.selectionEnd - back, text.selectionEnd - back);
    this.popup.close();
    if (goesOn) this.offer(false);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.isComposing || this.popup.pressed(event)) return;
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      this.offer(true);
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.deeds.ask();
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey) this.newLine(event);
  }

  /** A new line begins as deep as the one before. @param {KeyboardEvent} event */
  newLine(event) {
    const { text } = this, before = text.value.slice(0, text.selectionStart), deep = /(?:^|\n)( *)[^\n]*$/.exec(before)?.[1] ?? "";
    const more = /[{([]\s*$/.test(before) ? "  " : "";
    if (deep + more && document.execCommand("insertText", false, `\n${deep}${more}`)) event.preventDefault();
  }

  /** Puts the cursor where the service stumbled. @param {number} line @param {number} column both from 1 on */
  goTo(line, column) {
    const { text } = this, lines = text.value.split("\n"), row = lines[line - 1] ?? "";
    const at = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + Math.max(0, Math.min(column - 1, row.length));
    text.focus();
    text.setSelectionRange(at, at);
    text.scrollTop = Math.max(0, (line - 4) * (text.scrollHeight / lines.length));
  }
}
