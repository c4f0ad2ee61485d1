// name: migrations.0015-claim-known-from
// Claims are listed by the day they became known.
//
// returns: nothing
// access: schema
CREATE INDEX claim_known_from IF NOT EXISTS FOR (claim:Claim) ON (claim.knownFrom)
