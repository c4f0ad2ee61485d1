// name: soundness.digests
// Give records their digests; with an empty one they count as changed, whatever text is loaded next.
//
// param: $rows list of [id, digest]
// returns: nothing
// access: write
UNWIND $rows AS row
MATCH (record:Record {id: row[0]})
SET record.digest = row[1]
