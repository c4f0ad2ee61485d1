// name: migrations.0039-negotiates-with-pair
// No relation is stored twice; its id tells its pair, and in the order of both pages are read.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT negotiates_with_pair IF NOT EXISTS FOR ()-[relation:NEGOTIATES_WITH]-() REQUIRE (relation.pair, relation.id) IS UNIQUE
