// name: generation.complete
// Readers know which data set is still loaded in part, because its last load was cut short; null where none is.
//
// returns: nothing
// access: write
MATCH (generation:Generation {name: 'graph'})
WITH generation, COLLECT {
  MATCH (run:Run)
  ORDER BY run.startedAt
  WITH run.dataset AS dataset, collect(run)[-1] AS last
  WHERE last.closedAt IS NULL
  RETURN last ORDER BY last.startedAt
}[-1] AS open
SET generation.building = open.dataset, generation.buildingSince = open.startedAt
