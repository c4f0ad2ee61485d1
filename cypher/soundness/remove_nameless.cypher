// name: soundness.remove_nameless
// Remove records that have no id.
//
// returns: nothing
// access: write
MATCH (record:Record)
WHERE record.id IS NULL
DETACH DELETE record
