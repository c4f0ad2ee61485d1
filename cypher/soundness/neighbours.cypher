// name: soundness.neighbours
// Of which data sets the records are that each of these is linked with.
//
// param: $ids list of strings
// returns: neighbours list of [id, data sets]
// access: read
UNWIND $ids AS id
MATCH (record:Record {id: id})
CALL (record) {
  MATCH (record)--(other:Record)
  WHERE other.dataset IS NOT NULL
  WITH DISTINCT other.dataset AS dataset
  ORDER BY dataset
  RETURN collect(dataset) AS datasets
}
RETURN collect([id, datasets]) AS neighbours
