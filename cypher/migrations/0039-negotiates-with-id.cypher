// name: migrations.0039-negotiates-with-id
// No relation is stored twice.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT negotiates_with_id IF NOT EXISTS FOR ()-[relation:NEGOTIATES_WITH]-() REQUIRE relation.id IS UNIQUE
