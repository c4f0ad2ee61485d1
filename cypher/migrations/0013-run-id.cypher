// name: migrations.0013-run-id
// One record per load.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT run_id IF NOT EXISTS FOR (run:Run) REQUIRE run.id IS UNIQUE
