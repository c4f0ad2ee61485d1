// name: migrations.0010-claim-key
// Keys are unique among the records of one kind.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT claim_key IF NOT EXISTS FOR (record:Claim) REQUIRE record.key IS UNIQUE
