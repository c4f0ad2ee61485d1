// name: generation.advance
// What readers see is another generation; while the last load of a data set is open, it says which.
//
// returns: nothing
// access: write
MERGE (generation:Generation {name: 'graph'})
SET generation.number = coalesce(generation.number, 0) + 1,
    generation.id = left(replace(randomUUID(), '-', ''), 12),
    generation.since = datetime.realtime()
WITH generation, COLLECT {
  MATCH (run:Run)
  WITH run ORDER BY run.startedAt
  WITH run.dataset AS dataset, collect(run)[-1] AS last
  WHERE last.closedAt IS NULL
  RETURN last ORDER BY last.startedAt
}[-1] AS open
SET generation.building = open.dataset, generation.buildingSince = open.startedAt
