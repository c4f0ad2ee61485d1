// name: load.records
// Write records of one kind whole: properties, label and the links that they own.
// A link may reach a record that is written later; until then that one has an id and no digest.
//
// param: $rows list of maps {id, label, properties, links: [{type, target, position}]}
// param: $owned list of strings, the types of link that records own
// returns: nothing
// access: write
UNWIND $rows AS row
MERGE (record:Record {id: row.id})
SET record = row.properties
SET record:$(row.label)
WITH record, row
CALL (record) {
  MATCH (record)-[old]->()
  WHERE type(old) IN $owned
  DELETE old
}
WITH record, row
UNWIND row.links AS link
MERGE (target:Record {id: link.target})
CREATE (record)-[created:$(link.type)]->(target)
SET created.position = link.position
