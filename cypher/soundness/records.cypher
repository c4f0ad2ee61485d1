// name: soundness.records
// A page of records in the order of their ids, each with its links, whom it is tied to, and who links to a bare id.
//
// param: $after string, the last id of the page before
// param: $limit integer
// param: $families list of strings, every type of relationship that relations are stored as
// returns: records list of [labels, properties, [[type, id of target or null, position]], ids of those that it has
//   relations to, [id and data set of up to three that link to it] where it has no digest]
// access: read
MATCH (record:Record)
WHERE record.id > $after
WITH record
ORDER BY record.id
LIMIT $limit
CALL (record) {
  MATCH (record)-[link]->(target)
  WHERE NOT type(link) IN $families
  WITH link, CASE WHEN target:Record THEN target.id END AS target
  ORDER BY type(link), link.position, target
  RETURN collect([type(link), target, link.position]) AS links
}
CALL (record) {
  MATCH (record)-[:$any($families)]->(tied)
  WITH DISTINCT tied.id AS tied
  ORDER BY tied
  RETURN collect(tied) AS ties
}
RETURN collect([
  labels(record), properties(record), links, ties,
  CASE WHEN record.digest IS NULL THEN [(owner:Record)-->(record) | [owner.id, owner.dataset]][..3] ELSE [] END
]) AS records
