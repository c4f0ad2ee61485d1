// name: migrations.0047-journal-page-number
// The pages of the journal that belong to an entry are found by its number.
//
// returns: nothing
// access: schema
CREATE INDEX journal_page_number IF NOT EXISTS FOR (page:JournalPage) ON (page.number)
