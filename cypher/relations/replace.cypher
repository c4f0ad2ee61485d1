// name: relations.replace
// Put derived versions in the place of all earlier ones of these pairs, and unmark the pairs.
//
// param: $pairs list of maps {pair, family, subject, object, versions: [properties]}
// param: $families list of strings, every type of relationship that relations are stored as
// returns: nothing
// access: write
UNWIND $pairs AS row
MATCH (subject:Record {id: row.subject})
MATCH (object:Record {id: row.object})
CALL (subject, object, row) {
  MATCH (subject)-[old:$any($families)]->(object)
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
