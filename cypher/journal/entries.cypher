// name: journal.entries
// The entries of the journal that follow another, in their order, with how many records of each kind came, changed or
// went.
//
// param: $after string, the id of that entry, or empty for the beginning
// param: $limit integer
// returns: known boolean, whether there is that entry
// returns: entries list of maps
// access: read
OPTIONAL MATCH (start:JournalEntry {id: $after})
CALL (start) {
  MATCH (entry:JournalEntry)
  WHERE entry.number > coalesce(start.number, -1)
  WITH entry
  ORDER BY entry.number
  LIMIT $limit
  CALL (entry) {
    MATCH (page:JournalPage {number: entry.number})
    WITH page.kind AS kind,
         sum(CASE page.how WHEN 'ADDED' THEN page.count ELSE 0 END) AS added,
         sum(CASE page.how WHEN 'CHANGED' THEN page.count ELSE 0 END) AS changed,
         sum(CASE page.how WHEN 'REMOVED' THEN page.count ELSE 0 END) AS removed
    ORDER BY kind
    RETURN collect({kind: kind, added: added, changed: changed, removed: removed}) AS counts
  }
  CALL (entry) {
    UNWIND [entry.dataset] + COLLECT {
      MATCH (page:JournalPage {number: entry.number}) RETURN DISTINCT page.dataset
    } AS dataset
    WITH DISTINCT dataset
    WHERE dataset IS NOT NULL
    ORDER BY dataset
    RETURN collect(dataset) AS datasets
  }
  RETURN collect({
    cursor: entry.id, generation: entry.number, at: toString(entry.at), listed: entry.dataset IS NOT NULL,
    relations: entry.relations, building: entry.building, datasets: datasets, counts: counts
  }) AS entries
}
RETURN start IS NOT NULL OR $after = '' AS known, entries
