// name: export.records
// A page of the records of one file in the order of the text: properties, the links that they own, their names.
//
// param: $dataset string
// param: $file string
// param: $after integer, the place of the last record of the page before, -1 for the first page
// param: $limit integer
// param: $owned list of strings, the types of link that records own
// returns: records list of [place, properties, [[type, label of target, key of target]], [properties of name]]
// access: read
MATCH (record:Record)
WHERE record.dataset = $dataset AND record.file = $file AND record.ordinal > $after
WITH record
ORDER BY record.ordinal
LIMIT $limit
CALL (record) {
  MATCH (record)-[link]->(target:Record)
  WHERE type(link) IN $owned
  WITH link, target
  ORDER BY type(link), link.position
  RETURN collect([type(link), [label IN labels(target) WHERE label <> 'Record'][0], target.key]) AS links
}
CALL (record) {
  MATCH (name:Name)-[link:NAMES]->(record)
  WITH name
  ORDER BY link.position
  RETURN collect(properties(name)) AS names
}
RETURN collect([record.ordinal, properties(record), links, names]) AS records
