// name: soundness.remove_unknown_links
// Remove links of records that are of no known type or lead to no record.
//
// param: $ids list of strings
// param: $known list of strings, the types of link and of relationship that there are
// returns: nothing
// access: write
UNWIND $ids AS id
MATCH (record:Record {id: id})-[link]->(target)
WHERE NOT type(link) IN $known OR NOT target:Record
DELETE link
