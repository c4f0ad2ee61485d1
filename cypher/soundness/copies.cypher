// name: soundness.copies
// The nodes that carry an id, with all that tells whether they are whole.
//
// param: $id string
// returns: copies list of [element id, labels, properties, [[type, id of target or null, position]]]
// access: read
MATCH (record:Record {id: $id})
CALL (record) {
  MATCH (record)-[link]->(target)
  WITH link, CASE WHEN target:Record THEN target.id END AS target
  ORDER BY type(link), link.position, target
  RETURN collect([type(link), target, link.position]) AS links
}
WITH record, links
ORDER BY elementId(record)
RETURN collect([elementId(record), labels(record), properties(record), links]) AS copies
