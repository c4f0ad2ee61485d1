// name: soundness.nameless
// How many records have no id.
//
// returns: records integer
// access: read
MATCH (record:Record)
WHERE record.id IS NULL
RETURN count(record) AS records
