// A line to put in a footnote, as `policygraph cite` writes it: in English, whatever the page speaks.

/** @typedef {import("./data.js").Data} Data */

/** @param {Data} data whose prose is there @param {number} i a statement @returns {string} */
export function citation(data, i) {
  const { statements: s, documents: d, names } = data, document = s.document[i], id = data.statementId(i);
  const holder = s.holder[i].map((element) => names.en[element]).join(", ");
  const reported = data.said("reported", i).split(" | ").join(", ");
  const who = reported ? `${holder} (as reported by ${reported})` : holder;
  const edition = d.version[document] === "1" ? "" : ` (version ${d.version[document]})`;
  const place = `${d.title[document]}, ${d.date[document]}, ${data.places[s.place[i]]}${edition}`;
  const version = data.version ? `, version ${data.version}` : "";
  const coded = `coded ${data.said("coded", i)} by ${data.said("coder", i)}`;
  return `${who}: ${place}. In: ${data.title}${version}, statement ${id}, ${coded}. ${data.address("statement", id)}`;
}
