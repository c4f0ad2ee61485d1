// name: soundness.remove_copies
// Remove all nodes that carry an id but one; what links to the others links to that one then.
//
// param: $id string
// param: $stays integer, the place of the one that stays among the copies
// param: $families list of strings, the types of relationship that are derived, not led on
// returns: nothing
// access: write
MATCH (copy:Record {id: $id})
WITH copy
ORDER BY elementId(copy)
WITH collect(copy) AS copies
UNWIND [place IN range(0, size(copies) - 1) WHERE place <> $stays] AS place
WITH copies[place] AS copy, copies[$stays] AS stays
CALL (stays, copy) {
  MATCH (owner:Record)-[link]->(copy)
  WHERE NOT type(link) IN $families
  CREATE (owner)-[led:$(type(link))]->(stays)
  SET led = properties(link)
}
DETACH DELETE copy
