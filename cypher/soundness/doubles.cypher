// name: soundness.doubles
// Ids that several nodes carry.
//
// param: $limit integer, how many ids to tell
// returns: doubles list of [id, data set, nodes]
// access: read
MATCH (record:Record)
WITH record.id AS id, head(collect(record.dataset)) AS dataset, count(*) AS nodes
WHERE nodes > 1
WITH id, dataset, nodes
ORDER BY id
LIMIT $limit
RETURN collect([id, dataset, nodes]) AS doubles
