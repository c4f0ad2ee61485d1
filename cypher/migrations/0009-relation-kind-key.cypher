// name: migrations.0009-relation-kind-key
// Keys are unique among the records of one kind.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT relation_kind_key IF NOT EXISTS FOR (record:RelationKind) REQUIRE record.key IS UNIQUE
