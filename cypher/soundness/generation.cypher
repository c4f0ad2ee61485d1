// name: soundness.generation
// What is stored of the generation, or null: what it says of a change and of an open load, held against what there is.
//
// returns: state list of [a change is announced, data set said to be loading, data set whose last load is open], or null
// access: read
OPTIONAL MATCH (generation:Generation {name: 'graph'})
WITH generation, COLLECT {
  MATCH (run:Run)
  WHERE run.closedAt IS NULL
    AND NOT EXISTS { MATCH (later:Run {dataset: run.dataset}) WHERE later.startedAt > run.startedAt }
  RETURN run.dataset ORDER BY run.startedAt DESC LIMIT 1
}[0] AS open
RETURN CASE WHEN generation IS NOT NULL THEN [
  generation.changing IS NOT NULL, generation.building, open
] END AS state
