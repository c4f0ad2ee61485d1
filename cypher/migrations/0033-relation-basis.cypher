// name: migrations.0033-relation-basis
// Relations that were derived before are attested, all of them; pairs are no longer marked.
//
// returns: nothing
// access: write
MATCH (:Actor)-[relation]->(:Actor)
WHERE relation.pair IS NOT NULL AND relation.basis IS NULL
SET relation.basis = 'ATTESTED'
WITH count(relation) AS attested
MATCH (pending:Pending)
WHERE pending.dyad IS NULL
DELETE pending
