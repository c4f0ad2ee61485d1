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
  WHERE run.closedAt IS NULL
    AND NOT EXISTS { MATCH (later:Run {dataset: run.dataset}) WHERE later.startedAt > run.startedAt }
  RETURN run ORDER BY run.startedAt DESC LIMIT 1
}[0] AS open
SET generation.building = open.dataset, generation.buildingSince = open.startedAt
