"""Asks a policygraph service from Python.

    python ask.py http://127.0.0.1:8777 [ELEMENT]

Needs `pip install requests pandas rdflib`. ELEMENT is the id of an element, as its page's address has it.
"""

import io
import sys

import pandas as pd
import rdflib
import requests
from rdflib.plugins.stores.sparqlstore import SPARQLStore

STATUSES = """
PREFIX pg: <https://w3id.org/policygraph/ontology#>
SELECT ?status (COUNT(?statement) AS ?statements)
WHERE { ?statement a pg:Statement ; pg:status ?status }
GROUP BY ?status ORDER BY DESC(?statements) ?status
"""


def fetched(address: str, accept: str, **parameters: str) -> str:
    """The text at an address; what went wrong stands in the answer, in one sentence."""
    response = requests.get(address, params=parameters, headers={"Accept": accept}, timeout=60)
    if not response.ok:
        raise SystemExit(f"{response.status_code}: {response.text.strip()}")
    response.encoding = "utf-8"
    return response.text


def main(address: str, element: str = "clusters") -> None:
    """Asks in four ways."""
    print("1. A query, over plain HTTP, as JSON")
    found = requests.get(f"{address}/sparql", {"query": STATUSES, "format": "json"}, timeout=60).json()
    for row in found["results"]["bindings"]:
        print(" ", row["statements"]["value"], row["status"]["value"].rpartition("/")[2])

    print("2. The same as a table of pandas, from CSV")
    table = pd.read_csv(io.StringIO(fetched(f"{address}/sparql", "text/csv", query=STATUSES)))
    print("  statements in all:", table["statements"].sum())

    print("3. The same by rdflib, which asks the service as if it were a graph in memory")
    graph = rdflib.Graph(SPARQLStore(f"{address}/sparql", method="POST"))
    print("  statuses:", len(list(graph.query(STATUSES))))

    print("4. A packaged question, read by pandas from its address")
    links = pd.read_csv(f"{address}/questions/which-links-are-found-missing?format=csv")
    for link in links.itertuples():
        print(f"  {link.subject} | {link.type} | {link.object} ({link.holder})")

    print("5. All that is said of one element, as RDF")
    said = rdflib.Graph().parse(data=fetched(f"{address}/element/{element}", "text/turtle"), format="turtle")
    (node,) = {s for s in said.subjects() if str(s).endswith(f"/element/{element}")}
    names = sorted(label.n3() for label in said.objects(node, rdflib.RDFS.label))
    print(f"  {len(said)} triples; it is called {', '.join(names)}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    main(sys.argv[1].rstrip("/"), *sys.argv[2:3])
