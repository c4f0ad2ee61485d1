// name: load.restore_runs
// Put records of earlier loads back.
//
// param: $runs list of maps, as load.runs returns them
// returns: nothing
// access: write
UNWIND $runs AS row
MERGE (run:Run {id: row.id})
SET run = row, run.startedAt = datetime(row.startedAt), run.closedAt = datetime(row.closedAt)
