// name: paths.reached
// Who is one hop away from some actors, and which of them have too many relations to say anything about the two ends.
//
// hole: types types of relationship, of all families
// hole: kept conditions on a relation `link`
// param: $actors list of strings, keys
// param: $ends list of strings, keys of actors that are left out
// param: $families list of strings, those whose relations are walked
// param: $busiest integer, the most relations that an actor may have
// returns: reached list of [key, name, whether it is a hub], by key
// access: read
UNWIND $actors AS key
MATCH (:Actor {key: key})-[link:/*{types}*/]-(there:Actor)
WHERE /*{kept}*/ AND link.status <> 'DENIED' AND type(link) IN $families AND NOT there.key IN $ends
WITH DISTINCT there ORDER BY there.key
RETURN collect([there.key, there.name, COUNT {
  MATCH (there)-[link:/*{types}*/]-(:Actor)
  WHERE /*{kept}*/ AND link.status <> 'DENIED' AND type(link) IN $families
} > $busiest]) AS reached
