// name: generation.advance
// What readers see is another generation; while the last load of a data set is open, it says which.
// The journal gets an entry for it, to which all belongs that was noted since the generation before.
//
// param: $dataset string or null, the data set of the load that noted all its records; null for any other change
// param: $relations integer or null, relation versions that the load derived
// returns: nothing
// access: write
MERGE (generation:Generation {name: 'graph'})
SET generation.number = 1 + coalesce(
      generation.number, COLLECT { MATCH (last:JournalEntry) RETURN last.number ORDER BY last.number DESC LIMIT 1 }[0], 0
    ),
    generation.id = left(replace(randomUUID(), '-', ''), 12),
    generation.since = datetime.realtime()
WITH generation, COLLECT {
  MATCH (run:Run)
  WHERE run.closedAt IS NULL
    AND NOT EXISTS { MATCH (later:Run {dataset: run.dataset}) WHERE later.startedAt > run.startedAt }
  RETURN run ORDER BY run.startedAt DESC LIMIT 1
}[0] AS open
SET generation.building = open.dataset, generation.buildingSince = open.startedAt
CREATE (entry:JournalEntry {number: generation.number, id: generation.id, at: generation.since})
SET entry.dataset = $dataset, entry.relations = $relations, entry.building = open.dataset
WITH entry
MATCH (page:JournalDraft)
SET page.number = entry.number, page:JournalPage
REMOVE page:JournalDraft
