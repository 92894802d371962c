// Asks a policygraph service from JavaScript: from Node (18 or later), or from a page.
//
//     node ask.mjs http://127.0.0.1:8777 [ELEMENT]
//
// In a page: <script type="module"> import { ask } from "./ask.mjs"; … </script>. If the page comes from elsewhere
// than the service, the service has to be started with `--cors https://where-the-page-is.example.org`.

const STATUSES = `
PREFIX pg: <https://w3id.org/policygraph/ontology#>
SELECT ?status (COUNT(?statement) AS ?statements)
WHERE { ?statement a pg:Statement ; pg:status ?status }
GROUP BY ?status ORDER BY DESC(?statements) ?status
`;

/** What is at an address; what went wrong stands in the answer, in one sentence. */
async function fetched(address, accept, parameters = {}) {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const response = await fetch(url, { headers: { Accept: accept } });
  if (!response.ok) throw new Error(`${response.status}: ${(await response.text()).trim()}`);
  return response;
}

/** Asks in three ways; returns lines to read. */
export async function ask(address, element = "clusters") {
  const base = address.replace(/\/+$/, "");
  const lines = ["1. A query, as JSON"];
  const found = await (await fetched(`${base}/sparql`, "application/sparql-results+json", { query: STATUSES })).json();
  for (const row of found.results.bindings) {
    lines.push(`  ${row.statements.value} ${row.status.value.split("/").at(-1)}`);
  }
  lines.push("2. A packaged question, as Markdown");
  const question = `${base}/questions/which-links-are-found-missing`;
  lines.push((await (await fetched(question, "text/markdown", { format: "markdown" })).text()).trim());
  lines.push("3. All that is said of one element, as Turtle: how much, and its first line");
  const turtle = await (await fetched(`${base}/element/${element}`, "text/turtle")).text();
  const said = turtle.split("\n").filter((line) => line && !line.startsWith("@prefix"));
  lines.push(`  ${said.length} lines: ${said[0]}`);
  return lines;
}

const given = globalThis.process?.argv.slice(2);
if (given?.length) console.log((await ask(...given)).join("\n"));
