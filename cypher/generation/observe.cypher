// name: generation.observe
// What generation of the graph readers see now: looked at twice, so that one look at a change in the making is not
// mistaken for rest. Behind another statement it is evaluated last.
//
// returns: generation list: id and whether it is changing, twice; number; since; data set in building and since when
// access: read
OPTIONAL MATCH (earlier:Generation {name: 'graph'})
WITH [earlier.id, earlier.changingUntil > datetime()] AS early
OPTIONAL MATCH (later:Generation {name: 'graph'})
RETURN early + [
  later.id, later.changingUntil > datetime(), later.number, toString(later.since),
  later.building, toString(later.buildingSince)
] AS generation
