// Files that leave the page: their names, their cells, and the way to the disk. No request is made: the page holds them.

/** @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const link = document.createElement("a"), address = URL.createObjectURL(blob);
  link.href = address;
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * A name that every system takes: parts in small letters and digits, joined by hyphens, none too long.
 * @param {string[]} parts @param {string} ending @returns {string}
 */
export function fileName(parts, ending) {
  const plain = parts.map((part) => part.normalize("NFKD").replace(/\p{M}|\p{Cf}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60).replace(/^-+|-+$/g, ""));
  return `${plain.filter(Boolean).join("-") || "policygraph"}.${ending}`;
}

/**
 * Rows as CSV that spreadsheets open as UTF-8. A cell that a spreadsheet would take for a formula is told to be text.
 * @param {string[][]} rows @returns {string}
 */
export function csv(rows) {
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** @param {string} text @returns {string} */
function cell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?[\d.,]+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
