// name: journal.note
// Note which records come, change or go in this transaction; they belong to the next entry of the journal.
//
// param: $pages list of maps {id, dataset, kind, how, ids}
// returns: nothing
// access: write
UNWIND $pages AS page
CREATE (draft:JournalDraft)
SET draft = page, draft.count = size(page.ids)
