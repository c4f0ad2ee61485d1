// name: load.stored
// Ids of the stored records of a data set, a page in their order.
//
// param: $dataset string
// param: $after string, the last id of the page before
// param: $limit integer
// returns: ids list of strings
// access: read
MATCH (record:Record)
WHERE record.id > $after AND record.dataset = $dataset
WITH record.id AS id
ORDER BY id
LIMIT $limit
RETURN collect(id) AS ids
