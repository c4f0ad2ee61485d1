// name: export.datasets
// The data sets that are in the store, whole or in part.
//
// returns: names list of strings
// access: read
MATCH (record:Record)
WHERE record.dataset IS NOT NULL
WITH DISTINCT record.dataset AS name
ORDER BY name
RETURN collect(name) AS names
