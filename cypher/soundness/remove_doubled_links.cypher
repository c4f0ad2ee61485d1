// name: soundness.remove_doubled_links
// Leave one of the links of records that are the same.
//
// param: $ids list of strings
// param: $owned list of strings, the types of link that records own
// returns: nothing
// access: write
UNWIND $ids AS id
MATCH (record:Record {id: id})-[link]->(target)
WHERE type(link) IN $owned
WITH record, target, type(link) AS kind, link.position AS position, collect(link) AS links
UNWIND links[1..] AS surplus
DELETE surplus
