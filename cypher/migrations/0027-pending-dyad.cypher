// name: migrations.0027-pending-dyad
// Dyads whose relations are still to be derived.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT pending_dyad IF NOT EXISTS FOR (pending:Pending) REQUIRE pending.dyad IS UNIQUE
