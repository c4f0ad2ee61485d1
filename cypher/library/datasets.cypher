// name: library.datasets
// The data sets that are loaded, with the version of the text that was loaded last, and when.
//
// returns: datasets list of [name, title, version, time]
// access: read
MATCH (head:DataSet)
WITH head
ORDER BY head.key
CALL (head) {
  OPTIONAL MATCH (run:Run {dataset: head.key})
  WITH run
  ORDER BY run.startedAt DESC
  LIMIT 1
  RETURN run
}
RETURN collect([head.key, head.title, coalesce(run.version, ''), toString(coalesce(run.closedAt, run.startedAt))]) AS datasets
