// name: relations.replace
// Put derived versions in the place of all earlier ones of these pairs, and unmark the pairs.
//
// param: $pairs list of maps {pair, family, subject, object, versions: [properties]}
// returns: nothing
// access: write
UNWIND $pairs AS row
MATCH (subject:Record {id: row.subject})
MATCH (object:Record {id: row.object})
CALL (subject, object, row) {
  MATCH (subject)-[old:BACKS|OPPOSES|NEGOTIATES_WITH]->(object)
  WHERE old.pair = row.pair
  DELETE old
}
CALL (subject, object, row) {
  UNWIND row.versions AS version
  CREATE (subject)-[relation:$(row.family)]->(object)
  SET relation = version
}
WITH row
MATCH (pending:Pending {pair: row.pair})
DELETE pending
