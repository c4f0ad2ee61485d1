// name: load.close_run
// Close the record of a load.
//
// param: $id string
// param: $relations integer, relation versions written
// returns: nothing
// access: write
MATCH (run:Run {id: $id})
SET run.relations = $relations, run.closedAt = datetime()
