// The list of what could be meant, below what is being typed. The field keeps the focus; arrow keys go through the list.

import { announce, fill, make } from "./dom.js";

/** @typedef {import("./editor_complete.js").Candidate} Candidate */

export class Popup {
  /** @param {HTMLTextAreaElement | HTMLInputElement} field @param {(candidate: Candidate) => void} take */
  constructor(field, take) {
    this.field = field;
    this.take = take;
    /** @type {Candidate[]} */ this.candidates = [];
    this.at = -1;
    this.list = make("ul", { role: "listbox", id: `${field.id}-offer`, class: "offer", hidden: true, tabindex: "0", "aria-label": "What could be meant" });
    field.after(this.list);
    field.setAttribute("aria-autocomplete", "list");
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the field keeps the focus
      const item = /** @type {HTMLElement} */ (event.target).closest("li");
      if (item) this.take(this.candidates[Number(item.dataset.at)]);
    });
  }

  get open() {
    return !this.list.hidden;
  }

  /** @param {Candidate[]} candidates @param {DOMRect} spot above which it must not lie @param {boolean} chosen whether the first is taken by Enter */
  show(candidates, spot, chosen) {
    this.candidates = candidates;
    fill(this.list, ...candidates.map(({ shown, label, about }, i) => make("li", { role: "option", id: `${this.list.id}-${i}`, "data-at": i, "aria-selected": "false" },
      make("span", { class: "offer-name" }, label || shown), label && make("code", {}, shown), make("span", { class: "soft" }, about))));
    const frame = /** @type {HTMLElement} */ (this.list.offsetParent ?? this.field.parentElement), around = (this.list.parentElement ?? frame).getBoundingClientRect();
    this.list.hidden = false;
    const wide = Math.min(this.list.offsetWidth, around.width);
    this.list.style.left = `${Math.max(0, Math.min(spot.left - around.left, around.width - wide))}px`;
    this.list.style.top = `${spot.bottom - around.top + 2}px`;
    this.field.setAttribute("aria-controls", this.list.id);
    announce(`${candidates.length} ${candidates.length === 1 ? "suggestion" : "suggestions"}`);
    this.mark(chosen ? 0 : -1);
  }

  close() {
    if (!this.open) return;
    this.list.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
    this.field.removeAttribute("aria-controls");
    this.at = -1;
  }

  /** @param {number} at */
  mark(at) {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    const item = this.list.children[at];
    if (!item) return this.field.removeAttribute("aria-activedescendant");
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    return this.field.setAttribute("aria-activedescendant", item.id);
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether it was meant for the list */
  pressed(event) {
    if (!this.open || event.ctrlKey || event.metaKey || event.altKey) return false;
    const { key } = event, last = this.candidates.length - 1;
    if (key === "ArrowDown" || key === "ArrowUp") this.mark(key === "ArrowDown" ? (this.at >= last ? 0 : this.at + 1) : this.at <= 0 ? last : this.at - 1);
    else if (key === "Enter" && this.at >= 0 && !event.shiftKey) this.take(this.candidates[this.at]);
    else if (key === "Escape") this.close();
    else {
      if (key === "Enter" || key === "Tab") this.close();
      return false;
    }
    event.preventDefault();
    return true;
  }
}
