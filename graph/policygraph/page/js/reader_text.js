// The texts that the page holds, if somebody wanted them in it: unpacked when they are first read.

import { isolated } from "./dom.js";
import { unpacked } from "./data.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./reader_rows.js").Blocks} Blocks */

/** @type {Promise<Record<string, Blocks>> | null} */ let texts = null;

/** @param {number} document @returns {Promise<Blocks | undefined>} */
export async function textOf(document) {
  texts ??= unpacked("texts");
  return (await texts)[document];
}

/** What the head of the page says of the texts in it. @param {App} app @returns {string} "" where it holds none */
export function holding(app) {
  const { data, words } = app, d = data.documents;
  if (!data.texts.length) return "";
  const owners = new Set(data.texts.map(({ document }) => isolated(words.element(d.issuer[document]))));
  return words.say("reader.holds", { n: data.texts.length, owners: [...owners].join("; ") });
}
