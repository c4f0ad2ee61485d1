// name: soundness.remove_copies
// Remove nodes of a record that another node stands for; links to them lead to that one.
//
// param: $stays string, element id of the node that stays
// param: $copies list of strings, element ids of the others
// param: $families list of strings, the types of relationship that are derived, not led on
// returns: nothing
// access: write
MATCH (stays:Record)
WHERE elementId(stays) = $stays
MATCH (copy:Record)
WHERE elementId(copy) IN $copies
CALL (stays, copy) {
  MATCH (owner:Record)-[link]->(copy)
  WHERE NOT type(link) IN $families
  CREATE (owner)-[led:$(type(link))]->(stays)
  SET led = properties(link)
}
DETACH DELETE copy
