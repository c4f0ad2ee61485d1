// name: migrations.0046-journal-entry-number
// No two entries of the journal are of one generation, and they are read in the order of these.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT journal_entry_number IF NOT EXISTS FOR (entry:JournalEntry) REQUIRE entry.number IS UNIQUE
