// name: migrations.0036-no-double-relation
// Of relations that were stored more than once one is left, until all between its two actors are derived again.
//
// returns: nothing
// access: write
MATCH (actor:Actor)
CALL (actor) {
  MATCH (actor)-[relation]->(:Actor)
  WHERE relation.pair IS NOT NULL
  WITH relation.id AS id, relation.pair AS pair, collect(relation) AS copies
  WHERE size(copies) > 1
  FOREACH (copy IN copies[1..] | DELETE copy)
  WITH DISTINCT split(pair, '|') AS parts
  WITH CASE WHEN parts[1] < parts[2] THEN parts[1] + '|' + parts[2] ELSE parts[2] + '|' + parts[1] END AS dyad
  MERGE (pending:Pending {dyad: dyad})
  SET pending.number = coalesce(pending.number, 0) + 1
}
