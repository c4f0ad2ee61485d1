// name: load.unfinished
// Whether the last load of a data set was never closed.
//
// param: $dataset string
// returns: unfinished boolean
// access: read
OPTIONAL MATCH (run:Run {dataset: $dataset})
WITH run
ORDER BY run.startedAt DESC
LIMIT 1
RETURN run IS NOT NULL AND run.closedAt IS NULL AS unfinished
