// name: migrations.0041-addition-key
// Keys are unique among the records of one kind.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT addition_key IF NOT EXISTS FOR (record:Addition) REQUIRE record.key IS UNIQUE
