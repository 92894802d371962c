#+ summary: Derives one plain triple per stated linkage and status, and declares its property, in one named graph per status.
# The status is part of the predicate (desired:integrates), so that no store, not even one that shows the union
# of all graphs by default, can hold what is only asked for as a fact. Only what exists is said with a sub-property of
# the shortcut property: from desired:integrates nothing follows. A denial of "only" derives nothing:
# it does not deny the link (docs/coding.md, rule 5); nor does an illustration in a list: nobody took a stance on
# that element in particular, and a plain triple could not say so.
PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX mode: <https://w3id.org/policygraph/mode/>
PREFIX status: <https://w3id.org/policygraph/status/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT {
  GRAPH ?graph {
    ?subject ?link ?object .
    ?link a owl:ObjectProperty ;
      pg:linkStatus ?status ;
      pg:linkType ?type ;
      rdfs:label ?label .
    ?link rdfs:subPropertyOf ?shortcut .
  }
}
WHERE {
  # each linkage and status once, however many statements there are of them
  {
    SELECT DISTINCT ?linkage ?status {
      GRAPH ?source {
        ?statement pg:linkage ?linkage ;
          pg:status ?status ;
          pg:mode ?mode .
        FILTER(?mode != mode:listed)
      }
    }
  }
  GRAPH ?linkages {
    ?linkage pg:subject ?subject ;
      pg:linkageType ?type ;
      pg:object ?object ;
      pg:exclusive false .
  }
  GRAPH <https://w3id.org/policygraph/ontology> {
    ?type rdfs:label ?typeLabel ; pg:shortcut ?property .
    ?status rdfs:label ?statusLabel .
    FILTER(LANG(?typeLabel) = "en" && LANG(?statusLabel) = "en")
  }
  BIND(STRAFTER(STR(?status), "/status/") AS ?statusName)
  BIND(STRAFTER(STR(?type), "/type/") AS ?typeName)
  BIND(IRI(CONCAT("https://w3id.org/policygraph/link/", ?statusName, "/", ?typeName)) AS ?link)
  BIND(IRI(CONCAT(STRBEFORE(STR(?linkages), "graph/linkages"), "graph/status/", ?statusName)) AS ?graph)
  BIND(STRLANG(CONCAT(STR(?typeLabel), " (", STR(?statusLabel), ")"), "en") AS ?label)
  BIND(IF(?status = status:existing, ?property, ?unbound) AS ?shortcut)
}
