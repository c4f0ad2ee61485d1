// name: migrations.0012-pending-pair
// Pairs whose relations are still to be derived.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT pending_pair IF NOT EXISTS FOR (pending:Pending) REQUIRE pending.pair IS UNIQUE
