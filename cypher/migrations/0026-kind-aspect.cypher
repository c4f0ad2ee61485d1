// name: migrations.0026-kind-aspect
// Kinds that were loaded before they said so are states where they tell who stands with or against whom, else events,
// and words; the next load writes what the text says.
//
// returns: nothing
// access: write
MATCH (kind:RelationKind)
WHERE kind.aspect IS NULL OR kind.force IS NULL
SET kind.aspect = coalesce(kind.aspect, CASE WHEN kind.family IN ['BACKS', 'OPPOSES'] THEN 'STATE' ELSE 'EVENT' END),
    kind.force = coalesce(kind.force, 'WORDS')
