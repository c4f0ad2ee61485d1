// name: soundness.remove_relations
// Remove whatever is stored as a relation between two records.
//
// param: $rows list of [id, id]
// param: $families list of strings, every type of relationship that relations are stored as
// returns: nothing
// access: write
UNWIND $rows AS row
MATCH (:Record {id: row[0]})-[relation:$any($families)]-(:Record {id: row[1]})
WITH DISTINCT relation
DELETE relation
