// name: migrations.0035-generation-name
// There is one generation: what readers see.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT generation_name IF NOT EXISTS FOR (generation:Generation) REQUIRE generation.name IS UNIQUE
