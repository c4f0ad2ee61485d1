// name: soundness.strip
// Leave of records their ids and what links to them.
//
// param: $ids list of strings
// param: $owned list of strings, the types of link that records own
// returns: nothing
// access: write
UNWIND $ids AS id
MATCH (record:Record {id: id})
SET record = {id: id}
WITH record
MATCH (record)-[link]->()
WHERE type(link) IN $owned
DELETE link
