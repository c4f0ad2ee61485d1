// name: migrations.0028-claim-dyad
// Derivation reads all claims of a dyad at once.
//
// returns: nothing
// access: schema
CREATE INDEX claim_dyad IF NOT EXISTS FOR (claim:Claim) ON (claim.dyad)
