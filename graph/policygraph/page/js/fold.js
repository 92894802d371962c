// Texts as they are searched: without case, accents, ligatures and invisible signs; and words that differ by one letter.

/** @type {Record<string, string>} */
const LETTERS = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ",
  "’": "'", "‘": "'", ʼ: "'", "“": '"', "”": '"', "«": '"', "»": '"', "‐": "-", "–": "-", "—": "-", "−": "-",
};

/** @param {string} text @returns {string} */
export function fold(text) {
  const small = text.toLowerCase();
  if (/^[ -~]*$/.test(small)) return small;
  return small
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/[ßæœøłđðþıς’‘ʼ“”«»‐–—−\s]/gu, (sign) => LETTERS[sign] ?? " ");
}

/** @param {string} folded @returns {string[]} its words */
export function wordsIn(folded) {
  return folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** @param {string} sign @returns {boolean} whether it belongs to a word; an ASCII sign is judged fast */
export function inWord(sign) {
  const code = sign.charCodeAt(0);
  if (code < 128) return (code > 96 && code < 123) || (code > 47 && code < 58) || (code > 64 && code < 91);
  return /[\p{L}\p{N}]/u.test(sign) || (code >= 0xd800 && code <= 0xdfff);
}

/**
 * Whether the word that begins at a place of a text is `word` but for one letter: another one, one more, one less, two
 * changed about. A word of five letters and more may also go on, if its first letter is right.
 * @param {string} text @param {number} from @param {string} word letters only @returns {boolean}
 */
export function nearly(text, from, word) {
  const size = word.length;
  let i = 0;
  while (i < size && text.charCodeAt(from + i) === word.charCodeAt(i)) i += 1;
  if (i === size) return true;
  const goesOn = size > 4 && i > 0, at = from + i;
  if (ends(text, at, word, i + 1, goesOn)) return true;
  if (!inWord(text[at])) return false;
  if (ends(text, at + 1, word, i + 1, goesOn) || ends(text, at + 1, word, i, goesOn)) return true;
  return text[at] === word[i + 1] && text[at + 1] === word[i] && ends(text, at + 2, word, i + 2, goesOn);
}

/**
 * Whether the rest of a word stands in a text, and the word in the text ends there or may go on.
 * @param {string} text @param {number} here @param {string} word @param {number} there @param {boolean} goesOn @returns {boolean}
 */
function ends(text, here, word, there, goesOn) {
  if (there < word.length && text.charCodeAt(here) !== word.charCodeAt(there)) return false;
  return text.startsWith(word.slice(there), here) && (goesOn || !inWord(text[here + word.length - there]));
}

/**
 * Where words stand in a text as it is written, as pieces: `[piece, whether it is one of them]`.
 * @param {string} text @param {string[]} words folded @returns {[string, boolean][]}
 */
export function pieces(text, words) {
  const points = Array.from(text), at = [0];
  let folded = "";
  for (const point of points) {
    folded += fold(point);
    at.push(folded.length);
  }
  const lit = new Uint8Array(folded.length + 1);
  for (const word of words) {
    for (let i = folded.indexOf(word); i >= 0; i = folded.indexOf(word, i + word.length)) lit.fill(1, i, i + word.length);
  }
  /** @type {[string, boolean][]} */ const found = [];
  points.forEach((point, i) => {
    const last = found[found.length - 1], on = Boolean(lit[at[i]]) && at[i + 1] > at[i];
    if (last && (last[1] === on || at[i + 1] === at[i])) last[0] += point;
    else found.push([point, on]);
  });
  return found;
}
