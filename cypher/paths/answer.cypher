// name: paths.answer
// The paths with what explains their number: who was passed over, and whether the ends have relations at all.
//
// sees: found list of paths
// sees: hubs list of nodes that were passed over
// sees: origin node, where paths begin
// sees: target node, where they end
// hole: types types of relationship, of all families
// hole: kept conditions on a relation `link`
// param: $most integer, the longest path
// returns: paths list of [origin, target, paths, hubs, the longest path, whether each end has relations]
// access: read
RETURN [
  origin, target, found, hubs, $most,
  EXISTS { MATCH (origin)-[link:/*{types}*/]-(:Actor) WHERE /*{kept}*/ },
  EXISTS { MATCH (target)-[link:/*{types}*/]-(:Actor) WHERE /*{kept}*/ }
] AS paths
