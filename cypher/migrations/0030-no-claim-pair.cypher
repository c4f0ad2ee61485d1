// name: migrations.0030-no-claim-pair
// Nothing looks for claims by their pair any longer.
//
// returns: nothing
// access: schema
DROP INDEX claim_pair IF EXISTS
