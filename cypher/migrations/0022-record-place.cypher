// name: migrations.0022-record-place
// Export reads the records of a file in the order of the text.
//
// returns: nothing
// access: schema
CREATE INDEX record_place IF NOT EXISTS FOR (record:Record) ON (record.dataset, record.file, record.ordinal)
