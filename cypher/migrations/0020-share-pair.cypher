// name: migrations.0020-share-pair
// Derivation reads all shares of a pair at once.
//
// returns: nothing
// access: schema
CREATE INDEX share_pair IF NOT EXISTS FOR (share:Share) ON (share.pair)
