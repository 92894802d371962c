#!/bin/sh
# Asks a policygraph service by curl (7.76 or later).
#
#     sh ask.sh http://127.0.0.1:8777 [ELEMENT]
set -eu
address=${1:?"the address of the service"}
address=${address%/}
element=${2:-clusters}

fetch() { # what is accepted, the address, and more for curl
  accept=$1 place=$2
  shift 2
  curl --silent --show-error --fail-with-body --header "Accept: $accept" "$@" "$address$place"
}

echo "1. A query, as CSV"
fetch text/csv /sparql --data-urlencode query@- <<'QUERY'
PREFIX pg: <https://w3id.org/policygraph/ontology#>
SELECT ?status (COUNT(?statement) AS ?statements)
WHERE { ?statement a pg:Statement ; pg:status ?status }
GROUP BY ?status ORDER BY DESC(?statements) ?status
QUERY

echo "2. A packaged question"
fetch '*/*' '/questions/which-links-are-found-missing?format=csv'
echo

echo "3. All that is said of one element, as Turtle: its first lines"
turtle=$(fetch text/turtle "/element/$element")
printf '%s\n' "$turtle" | grep -v '^@prefix' | head -n 12
