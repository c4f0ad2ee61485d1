// name: soundness.copies
// The nodes that carry an id, in a lasting order, with all that tells whether they are whole.
//
// param: $id string
// returns: copies list of [labels, properties, [[type, id of target or null, position]]]
// access: read
MATCH (copy:Record {id: $id})
CALL (copy) {
  MATCH (copy)-[link]->(target)
  WITH link, CASE WHEN target:Record THEN target.id END AS target
  ORDER BY type(link), link.position, target
  RETURN collect([type(link), target, link.position]) AS links
}
WITH copy, links
ORDER BY elementId(copy)
RETURN collect([labels(copy), properties(copy), links]) AS copies
