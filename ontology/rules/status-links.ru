#+ summary: Derives one plain triple per stated linkage and status, into one named graph per status.
# The status is part of the predicate (desired:integrates), so that no store, not even one that shows the union
# of all graphs by default, can hold what is only asked for as a fact. A denial of "only" derives nothing:
# it does not deny the link (docs/coding.md, rule 5); nor does an illustration in a list: nobody took a stance on
# that element in particular, and a plain triple could not say so.
PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX mode: <https://w3id.org/policygraph/mode/>

INSERT { GRAPH ?graph { ?subject ?link ?object } }
WHERE {
  GRAPH ?source {
    ?statement pg:linkage ?linkage ;
      pg:status ?status ;
      pg:mode ?mode .
    FILTER(?mode != mode:listed)
  }
  GRAPH ?linkages {
    ?linkage pg:subject ?subject ;
      pg:linkageType ?type ;
      pg:object ?object ;
      pg:exclusive false .
  }
  BIND(STRAFTER(STR(?status), "/status/") AS ?statusName)
  BIND(STRAFTER(STR(?type), "/type/") AS ?typeName)
  BIND(IRI(CONCAT("https://w3id.org/policygraph/link/", ?statusName, "/", ?typeName)) AS ?link)
  BIND(IRI(CONCAT(STRBEFORE(STR(?source), "graph/document/"), "graph/status/", ?statusName)) AS ?graph)
}
