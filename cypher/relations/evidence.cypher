// name: relations.evidence
// What derivation needs to know of every claim about these pairs, and of every claim that counts for one
// of them once acts count for those on whose behalf they were done.
//
// param: $pairs list of strings, family|subject|object
// returns: claims list of lists, in the order of Evidence after pair, layers and theatres
// access: read
UNWIND $pairs AS pair
CALL (pair) {
  MATCH (claim:Claim {pair: pair})
  RETURN claim, claim AS time, CASE WHEN claim.rolled THEN ['DIRECT'] ELSE ['DIRECT', 'ROLLED'] END AS layers
  UNION ALL
  MATCH (share:Share {pair: pair})-[:OF]->(claim:Claim)
  RETURN claim, share AS time, ['ROLLED'] AS layers
}
RETURN collect([
  pair, layers, claim.theatres, claim.id, claim.origin, claim.certainty, time.knownFrom, time.withdrawnOn,
  time.validFrom, time.validTo, time.dated, claim.hedge = 'DENIED', claim.issue,
  [(other:Claim)-[:DISPUTES]->(claim) | [other.knownFrom, other.withdrawnOn]]
]) AS claims
