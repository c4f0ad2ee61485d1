// name: migrations.0011-stance-key
// Keys are unique among the records of one kind.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT stance_key IF NOT EXISTS FOR (record:Stance) REQUIRE record.key IS UNIQUE
