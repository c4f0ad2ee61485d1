// name: soundness.files
// How many records of each file of a data set are stored, and the first place and the last.
//
// param: $dataset string
// returns: files list of [file, records, places, last place]
// access: read
MATCH (record:Record)
WHERE record.dataset = $dataset AND record.file IS NOT NULL
WITH record.file AS file, count(record) AS records, count(DISTINCT record.ordinal) AS places, max(record.ordinal) AS last
ORDER BY file
RETURN collect([file, records, places, last]) AS files
