// name: migrations.0048-first-journal-entry
// The journal begins, with the change that this is; the server knows the names of all that is ever said in it.
//
// returns: nothing
// access: write
CREATE (draft:JournalDraft:JournalPage {id: '', number: 0, dataset: '', kind: '', how: '', ids: [''], count: 0})
CREATE (entry:JournalEntry {id: '', number: -1, at: datetime(), dataset: '', relations: 0, building: ''})
DELETE draft, entry
