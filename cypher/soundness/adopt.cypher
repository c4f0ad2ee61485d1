// name: soundness.adopt
// Say of which data set records are.
//
// param: $rows list of [id, data set]
// returns: nothing
// access: write
UNWIND $rows AS row
MATCH (record:Record {id: row[0]})
SET record.dataset = row[1]
