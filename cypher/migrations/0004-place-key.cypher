// name: migrations.0004-place-key
// Keys are unique among the records of one kind.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT place_key IF NOT EXISTS FOR (record:Place) REQUIRE record.key IS UNIQUE
