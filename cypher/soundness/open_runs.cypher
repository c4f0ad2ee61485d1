// name: soundness.open_runs
// Of each data set the last load, where it was not closed.
//
// returns: runs list of [id, data set, done, expected, day and hour]
// access: read
MATCH (run:Run)
WITH run
ORDER BY run.startedAt, run.id
WITH run.dataset AS dataset, collect(run)[-1] AS run
WHERE run.closedAt IS NULL
WITH dataset, run
ORDER BY dataset
RETURN collect([run.id, dataset, run.done, run.expected, toString(run.startedAt)]) AS runs
