// name: soundness.generation
// What is stored of the generation, or null: what it says of a change and of an open load, held against what there is.
//
// returns: state list of [a change is announced, data set said to be loading, data set whose last load is open], or null
// access: read
OPTIONAL MATCH (generation:Generation {name: 'graph'})
WITH generation, COLLECT {
  MATCH (run:Run)
  WITH run ORDER BY run.startedAt
  WITH run.dataset AS dataset, collect(run)[-1] AS last
  WHERE last.closedAt IS NULL
  RETURN last.dataset ORDER BY last.startedAt
}[-1] AS open
RETURN CASE WHEN generation IS NOT NULL THEN [
  generation.changingUntil IS NOT NULL, generation.building, open
] END AS state
