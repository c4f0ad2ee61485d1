// name: migrations.0014-claim-pair
// Derivation reads all claims of a pair at once.
//
// returns: nothing
// access: schema
CREATE INDEX claim_pair IF NOT EXISTS FOR (claim:Claim) ON (claim.pair)
