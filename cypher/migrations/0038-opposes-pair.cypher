// name: migrations.0038-opposes-pair
// No relation is stored twice; its id tells its pair, and in the order of both pages are read.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT opposes_pair IF NOT EXISTS FOR ()-[relation:OPPOSES]-() REQUIRE (relation.pair, relation.id) IS UNIQUE
