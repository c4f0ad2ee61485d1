// name: load.last_run
// The last load of a data set, whether it was closed and of which version of the text, or null.
//
// param: $dataset string
// returns: run list of [id, closed, version], or null
// access: read
OPTIONAL MATCH (run:Run {dataset: $dataset})
WITH run
ORDER BY run.startedAt DESC
LIMIT 1
RETURN CASE WHEN run IS NOT NULL THEN [run.id, run.closedAt IS NOT NULL, run.version] END AS run
