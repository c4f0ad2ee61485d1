// name: digest.records
// A page of records in the order of their ids, whole, each with everything that it links to.
//
// param: $after string, the last id of the page before
// param: $limit integer
// returns: records list of [id, labels, properties, [[type, target id, properties]]]
// access: read
MATCH (record:Record)
WHERE record.id > $after
WITH record
ORDER BY record.id
LIMIT $limit
CALL (record) {
  MATCH (record)-[link]->(target:Record)
  WITH link, target
  ORDER BY type(link), target.id, link.position, link.id
  RETURN collect([type(link), target.id, properties(link)]) AS links
}
RETURN collect([record.id, labels(record), properties(record), links]) AS records
