// name: export.records
// A page of the records of one file in the order of the text: properties, the links that they own, their names.
//
// param: $dataset string
// param: $file string
// param: $first integer, the place of the first record of the page
// param: $end integer, the place after the last one
// param: $owned list of strings, the types of link that records own
// returns: records list of [properties, [[type, label of target, key of target]], [properties of name]]
// access: read
MATCH (record:Record)
WHERE record.dataset = $dataset AND record.file = $file AND record.ordinal >= $first AND record.ordinal < $end
WITH record
ORDER BY record.ordinal
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
RETURN collect([properties(record), links, names]) AS records
