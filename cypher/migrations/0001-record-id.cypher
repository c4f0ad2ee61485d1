// name: migrations.0001-record-id
// Whatever a data set holds is a Record with one global id.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT record_id IF NOT EXISTS FOR (record:Record) REQUIRE record.id IS UNIQUE
