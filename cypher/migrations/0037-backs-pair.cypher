// name: migrations.0037-backs-pair
// No relation is stored twice; its id tells its pair, and in the order of both pages are read.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT backs_pair IF NOT EXISTS FOR ()-[relation:BACKS]-() REQUIRE (relation.pair, relation.id) IS UNIQUE
