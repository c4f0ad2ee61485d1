// name: soundness.shared_keys
// Keys that several records of one kind carry.
//
// param: $label string
// param: $limit integer, how many keys to tell
// returns: keys list of [key, ids of its records in their order]
// access: read
MATCH (record:Record)
WHERE $label IN labels(record) AND record.key IS NOT NULL
WITH record
ORDER BY record.id
WITH record.key AS key, collect(record.id) AS ids
WHERE size(ids) > 1
WITH key, ids
ORDER BY key
LIMIT $limit
RETURN collect([key, ids]) AS keys
