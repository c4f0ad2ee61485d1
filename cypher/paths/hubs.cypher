// name: paths.hubs
// Sorts out those that have too many relations to say anything about the two ends.
//
// sees: reached list of nodes
// hole: types types of relationship, of all families
// hole: kept conditions on a relation `link`
// param: $busiest integer, the most relations that an actor may have
// returns: busy list of nodes, hubs
// returns: near list of nodes, the others
// access: read
UNWIND reached AS there
WITH there, COUNT { MATCH (there)-[link:/*{types}*/]-(:Actor) WHERE /*{kept}*/ } > $busiest AS hub
WITH collect(CASE WHEN hub THEN there END) AS busy, collect(CASE WHEN NOT hub THEN there END) AS near
RETURN busy, near
