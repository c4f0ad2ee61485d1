// name: migrations.0002-actor-key
// Keys are unique among the records of one kind.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT actor_key IF NOT EXISTS FOR (record:Actor) REQUIRE record.key IS UNIQUE
