// name: load.runs
// All records of loads, the latest first, with times as text.
//
// returns: runs list of maps
// access: read
MATCH (run:Run)
WITH run
ORDER BY run.startedAt DESC, run.id
RETURN collect(run {.*, startedAt: toString(run.startedAt), closedAt: toString(run.closedAt)}) AS runs
