// name: migrations.0005-issue-key
// Keys are unique among the records of one kind.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT issue_key IF NOT EXISTS FOR (record:Issue) REQUIRE record.key IS UNIQUE
