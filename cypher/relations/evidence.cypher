// name: relations.evidence
// What derivation needs to know of every claim about these dyads, and of every claim that counts for one
// of them once acts count for those on whose behalf they were done.
//
// param: $dyads list of strings, the keys of two actors in the order of the alphabet
// returns: claims list of lists: dyad, layers, when claims that dispute it count, then the columns of a contribution
// access: read
UNWIND $dyads AS dyad
CALL (dyad) {
  MATCH (claim:Claim {dyad: dyad})
  RETURN claim, claim AS time, CASE WHEN claim.rolled THEN ['DIRECT'] ELSE ['DIRECT', 'ROLLED'] END AS layers
  UNION ALL
  MATCH (share:Share {dyad: dyad})-[:OF]->(claim:Claim)
  RETURN claim, share AS time, ['ROLLED'] AS layers
}
RETURN collect([
  dyad, layers, [(other:Claim)-[:DISPUTES]->(claim) | [other.knownFrom, other.withdrawnOn]],
  time.pair, claim.theatres, claim.family, claim.ends, claim.bothWays, claim.id, claim.roots, claim.origin,
  claim.certainty, time.knownFrom, time.withdrawnOn, time.validFrom, time.validTo, time.dated, claim.hedge, claim.issue,
  claim.course, claim.state, claim.halfLife
]) AS claims
