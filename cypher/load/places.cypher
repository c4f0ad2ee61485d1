// name: load.places
// Note where in the text records stand now.
//
// param: $places list of [id, file, ordinal]
// returns: nothing
// access: write
UNWIND $places AS place
MATCH (record:Record {id: place[0]})
SET record.file = place[1], record.ordinal = place[2]
