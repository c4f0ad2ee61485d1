// name: journal.records
// A part of the records that came, changed or went with one entry of the journal.
//
// param: $change string, the id of the entry
// param: $page string, the page of the last record before these, or empty
// param: $index integer, its place there
// param: $limit integer
// returns: known boolean, whether there is that entry
// returns: total integer, how many records it has in all
// returns: records list of maps
// access: read
OPTIONAL MATCH (entry:JournalEntry {id: $change})
CALL (entry) {
  MATCH (page:JournalPage {number: entry.number})
  RETURN coalesce(sum(page.count), 0) AS total
}
CALL (entry) {
  MATCH (page:JournalPage {number: entry.number})
  WHERE page.id >= $page
  WITH page
  ORDER BY page.id
  UNWIND range(CASE page.id WHEN $page THEN $index + 1 ELSE 0 END, page.count - 1) AS index
  WITH page, index
  ORDER BY page.id, index
  LIMIT $limit
  RETURN collect({
    id: page.ids[index], kind: page.kind, how: page.how, dataset: page.dataset, page: page.id, index: index
  }) AS records
}
RETURN entry IS NOT NULL AS known, total, records
