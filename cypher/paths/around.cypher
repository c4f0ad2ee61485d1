// name: paths.around
// The relations of some actors; each actor is read under the key that stays, and is left out where there is none.
//
// hole: types types of relationship, of all families
// hole: kept conditions on a relation `link`
// hole: certainty the certainty of a relation `link`, on the day of the lens
// param: $actors list of strings, keys
// param: $families list of strings, those whose relations are walked
// returns: around list of [key, key that stays, name, relations as [element id, id, key of the subject, key of the
//   object, family, certainty, origins]]
// access: read
UNWIND $actors AS key
MATCH (:Actor {key: key})-[:SAME_AS*0..1]->(here:Actor)
WHERE NOT EXISTS { (here)-[:SAME_AS]->() }
RETURN collect([key, here.key, here.name, COLLECT {
  MATCH (here)-[link:/*{types}*/]-(:Actor)
  WHERE /*{kept}*/ AND link.status <> 'DENIED' AND type(link) IN $families
  RETURN [
    elementId(link), link.id, startNode(link).key, endNode(link).key, type(link), /*{certainty}*/, link.origins
  ]
}]) AS around
