// name: migrations.0029-share-dyad
// Derivation reads all shares of a dyad at once.
//
// returns: nothing
// access: schema
CREATE INDEX share_dyad IF NOT EXISTS FOR (share:Share) ON (share.dyad)
