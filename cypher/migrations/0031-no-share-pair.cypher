// name: migrations.0031-no-share-pair
// Nothing looks for shares by their pair any longer.
//
// returns: nothing
// access: schema
DROP INDEX share_pair IF EXISTS
