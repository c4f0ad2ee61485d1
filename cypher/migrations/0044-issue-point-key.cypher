// name: migrations.0044-issue-point-key
// Keys are unique among the records of one kind.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT issue_point_key IF NOT EXISTS FOR (record:IssuePoint) REQUIRE record.key IS UNIQUE
