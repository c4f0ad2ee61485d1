// name: migrations.0045-journal-entry-id
// No two entries of the journal have one id, by which readers say how far they have read.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT journal_entry_id IF NOT EXISTS FOR (entry:JournalEntry) REQUIRE entry.id IS UNIQUE
