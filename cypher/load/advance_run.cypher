// name: load.advance_run
// Note how far a load has come, in the transaction that took it there.
//
// param: $id string
// param: $done integer, records written, moved and removed so far
// returns: nothing
// access: write
MATCH (run:Run {id: $id})
SET run.done = $done
