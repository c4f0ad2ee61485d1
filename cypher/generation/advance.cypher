// name: generation.advance
// What readers see is another generation.
//
// returns: nothing
// access: write
MERGE (generation:Generation {name: 'graph'})
SET generation.number = coalesce(generation.number, 0) + 1,
    generation.id = left(replace(randomUUID(), '-', ''), 12),
    generation.since = datetime.realtime()
