// name: soundness.relations
// What is stored as relations of dyads, whether both actors are there, and whether the dyad is marked.
//
// param: $rows list of maps {dyad, left, right}, with the ids of the actors
// param: $families list of strings, every type of relationship that relations are stored as
// returns: dyads list of [dyad, both are there, marked, [[family, from left to right, properties]]]
// access: read
UNWIND $rows AS row
OPTIONAL MATCH (left:Record {id: row.left})
OPTIONAL MATCH (right:Record {id: row.right})
CALL (left, right) {
  MATCH (left)-[relation:$any($families)]-(right)
  RETURN collect([type(relation), startNode(relation) = left, properties(relation)]) AS relations
}
RETURN collect([
  row.dyad, left IS NOT NULL AND right IS NOT NULL, EXISTS { MATCH (:Pending {dyad: row.dyad}) }, relations
]) AS dyads
