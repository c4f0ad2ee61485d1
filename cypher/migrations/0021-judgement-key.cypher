// name: migrations.0021-judgement-key
// Keys are unique among the records of one kind.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT judgement_key IF NOT EXISTS FOR (record:Judgement) REQUIRE record.key IS UNIQUE
