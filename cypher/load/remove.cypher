// name: load.remove
// Remove records that the text no longer holds.
//
// param: $ids list of strings
// returns: nothing
// access: write
UNWIND $ids AS id
MATCH (record:Record {id: id})
DETACH DELETE record
