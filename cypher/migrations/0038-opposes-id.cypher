// name: migrations.0038-opposes-id
// No relation is stored twice.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT opposes_id IF NOT EXISTS FOR ()-[relation:OPPOSES]-() REQUIRE relation.id IS UNIQUE
