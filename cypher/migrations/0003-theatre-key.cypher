// name: migrations.0003-theatre-key
// Keys are unique among the records of one kind.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT theatre_key IF NOT EXISTS FOR (record:Theatre) REQUIRE record.key IS UNIQUE
