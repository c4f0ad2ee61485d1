// name: migrations.0037-backs-id
// No relation is stored twice.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT backs_id IF NOT EXISTS FOR ()-[relation:BACKS]-() REQUIRE relation.id IS UNIQUE
