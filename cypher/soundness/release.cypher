// name: soundness.release
// Have the next load write records anew, and the shares of claims with them.
//
// param: $ids list of strings
// returns: nothing
// access: write
UNWIND $ids AS id
MATCH (record:Record {id: id})
SET record.digest = ''
WITH record
MATCH (share:Share)-[:OF]->(record)
SET share.digest = ''
