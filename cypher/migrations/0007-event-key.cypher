// name: migrations.0007-event-key
// Keys are unique among the records of one kind.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT event_key IF NOT EXISTS FOR (record:Event) REQUIRE record.key IS UNIQUE
