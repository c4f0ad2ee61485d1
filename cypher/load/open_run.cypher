// name: load.open_run
// Open the record of a load.
//
// param: $id string
// param: $dataset string
// param: $version string, digest of the text
// param: $expected integer, records to write, move and remove
// param: $who string or null, who loads
// returns: nothing
// access: write
CREATE (:Run {
  id: $id, dataset: $dataset, version: $version, who: $who, expected: $expected, done: 0, startedAt: datetime()
})
