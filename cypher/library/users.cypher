// name: library.users
// The data sets that say that they use this one, and what of theirs names records of it.
//
// param: $dataset string
// param: $owned list of strings, the types of link that records own
// returns: users list of [data set, how many of its records name records of this one, [[label, key]] of the first few]
// access: read
MATCH (head:DataSet)
WHERE $dataset IN head.uses
WITH head
ORDER BY head.key
CALL (head) {
  MATCH (record:Record)-[link]->(named:Record)
  WHERE type(link) IN $owned AND record.dataset = head.key AND named.dataset = $dataset AND record.key IS NOT NULL
  WITH DISTINCT record
  ORDER BY record.id
  WITH count(record) AS records, collect([[label IN labels(record) WHERE label <> 'Record'][0], record.key])[..3] AS first
  RETURN records, first
}
RETURN collect([head.key, records, first]) AS users
