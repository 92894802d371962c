# Asks a policygraph service from R.
#
#     Rscript ask.R http://127.0.0.1:8777 [ELEMENT]
#
# Needs the packages curl and jsonlite (Debian: r-cran-curl, r-cran-jsonlite).
library(curl)
library(jsonlite)

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) < 1) stop("the address of the service is missing")
address <- sub("/+$", "", arguments[1])
element <- if (length(arguments) > 1) arguments[2] else "clusters"

# The text at an address; what went wrong stands in the answer, in one sentence.
fetched <- function(path, accept = "*/*") {
  handle <- new_handle()
  handle_setheaders(handle, Accept = accept)
  response <- curl_fetch_memory(paste0(address, path), handle)
  text <- rawToChar(response$content)
  Encoding(text) <- "UTF-8"
  if (response$status_code != 200) stop(response$status_code, ": ", text)
  text
}

statuses <- "
PREFIX pg: <https://w3id.org/policygraph/ontology#>
SELECT ?status (COUNT(?statement) AS ?statements)
WHERE { ?statement a pg:Statement ; pg:status ?status }
GROUP BY ?status ORDER BY DESC(?statements) ?status
"

cat("1. A query, as JSON\n")
found <- fromJSON(fetched(paste0("/sparql?format=json&query=", curl_escape(statuses))))$results$bindings
counts <- data.frame(
  status = sub(".*/", "", found$status$value),
  statements = as.integer(found$statements$value)
)
print(counts, row.names = FALSE)
cat("  statements in all:", sum(counts$statements), "\n")

cat("2. A packaged question, as a data frame\n")
links <- read.csv(text = fetched("/questions/which-links-are-found-missing?format=csv"), encoding = "UTF-8")
cat(paste0("  ", links$subject, " | ", links$type, " | ", links$object, " (", links$holder, ")\n"), sep = "")

cat("3. All that is said of one element, as N-Triples: one line each\n")
lines <- strsplit(fetched(paste0("/element/", element), "application/n-triples"), "\n", fixed = TRUE)[[1]]
cat("  triples:", length(lines), "\n")
named <- grepl(paste0("/element/", element, "> <http://www.w3.org/2000/01/rdf-schema#label> "), lines, fixed = TRUE)
cat(sub('.*#label> (".*"@[a-z-]+) \\.$', "  \\1", lines[named]), sep = "\n")
