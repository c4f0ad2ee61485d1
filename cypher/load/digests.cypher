// name: load.digests
// Digests of those of the given records that are stored whole, their keys, and where in the text they stand.
//
// param: $ids list of strings
// returns: found list of [id, dataset, digest, key, file, ordinal]
// access: read
UNWIND $ids AS id
MATCH (record:Record {id: id})
WHERE record.digest IS NOT NULL
RETURN collect([record.id, record.dataset, record.digest, record.key, record.file, record.ordinal]) AS found
