#+ summary: Declares the properties of the derived links, beside the links: status, linkage type, label.
# Only what exists is said with a sub-property of the shortcut property: from desired:integrates nothing follows.
PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX status: <https://w3id.org/policygraph/status/>

INSERT {
  GRAPH ?graph {
    ?link a owl:ObjectProperty ;
      pg:linkStatus ?status ;
      pg:linkType ?type ;
      rdfs:label ?label .
    ?link rdfs:subPropertyOf ?shortcut .
  }
}
WHERE {
  {
    SELECT DISTINCT ?graph ?link {
      GRAPH ?graph { ?subject ?link ?object }
      FILTER(CONTAINS(STR(?graph), "graph/status/"))
      FILTER(STRSTARTS(STR(?link), "https://w3id.org/policygraph/link/"))
    }
  }
  BIND(STRAFTER(STR(?link), "/link/") AS ?name)
  BIND(IRI(CONCAT("https://w3id.org/policygraph/status/", STRBEFORE(?name, "/"))) AS ?status)
  BIND(IRI(CONCAT("https://w3id.org/policygraph/type/", STRAFTER(?name, "/"))) AS ?type)
  GRAPH <https://w3id.org/policygraph/ontology> {
    ?type rdfs:label ?typeLabel ; pg:shortcut ?property .
    ?status rdfs:label ?statusLabel .
  }
  FILTER(LANG(?typeLabel) = "en" && LANG(?statusLabel) = "en")
  BIND(STRLANG(CONCAT(STR(?typeLabel), " (", STR(?statusLabel), ")"), "en") AS ?label)
  BIND(IF(?status = status:existing, ?property, ?unbound) AS ?shortcut)
}
