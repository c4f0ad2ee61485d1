// name: generation.state
// Which generation of the graph readers see; number 0 where none was ever counted.
//
// returns: state list of [number, id, since, whether it changes right now, data set being loaded or null, since when]
// access: read
OPTIONAL MATCH (generation:Generation {name: 'graph'})
RETURN [
  coalesce(generation.number, 0), coalesce(generation.id, ''), toString(generation.since),
  coalesce(generation.changingUntil > datetime.realtime(), false),
  generation.building, toString(generation.buildingSince)
] AS state
