// name: relations.replace
// Put derived versions in the place of all earlier ones of these dyads, and unmark the dyads.
// A mark that was set again since it was read stays.
//
// param: $dyads list of maps {dyad, number of the mark, left, right, ties: [{family, forward, versions: [properties]}]}
// param: $families list of strings, every type of relationship that relations are stored as
// returns: nothing
// access: write
UNWIND $dyads AS row
CALL (row) {
  MATCH (pending:Pending {dyad: row.dyad})
  WHERE coalesce(pending.number, 0) = row.number
  DELETE pending
}
MATCH (left:Record {id: row.left})
MATCH (right:Record {id: row.right})
CALL (left, right) {
  MATCH (left)-[old:$any($families)]-(right)
  DELETE old
}
CALL (left, right, row) {
  UNWIND row.ties AS tie
  WITH tie, CASE WHEN tie.forward THEN left ELSE right END AS subject,
    CASE WHEN tie.forward THEN right ELSE left END AS object
  UNWIND tie.versions AS version
  CREATE (subject)-[relation:$(tie.family)]->(object)
  SET relation = version
}
