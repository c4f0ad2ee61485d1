// name: soundness.properties
// Set properties of records.
//
// param: $rows list of [id, map]
// returns: nothing
// access: write
UNWIND $rows AS row
MATCH (record:Record {id: row[0]})
SET record += row[1]
