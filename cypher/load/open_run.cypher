// name: load.open_run
// Open the record of a load.
//
// param: $id string
// param: $dataset string
// param: $version string, digest of the text
// param: $expected integer, records to write and remove
// returns: nothing
// access: write
CREATE (:Run {id: $id, dataset: $dataset, version: $version, expected: $expected, startedAt: datetime()})
