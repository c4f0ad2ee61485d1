// name: migrations.0006-agreement-key
// Keys are unique among the records of one kind.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT agreement_key IF NOT EXISTS FOR (record:Agreement) REQUIRE record.key IS UNIQUE
