// name: soundness.labels
// Label records as what they are and nothing else.
//
// param: $rows list of [id, label, labels to take away]
// returns: nothing
// access: write
UNWIND $rows AS row
MATCH (record:Record {id: row[0]})
REMOVE record:$(row[2])
SET record:$(row[1])
