// name: migrations.0034-lease-name
// There is one lease: whoever holds it may write.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT lease_name IF NOT EXISTS FOR (lease:Lease) REQUIRE lease.name IS UNIQUE
