// name: relations.evidence
// What derivation needs to know of every claim about these pairs.
//
// param: $pairs list of strings, family|subject|object
// returns: claims list of lists, in the order of Evidence after pair and theatres
// access: read
UNWIND $pairs AS pair
MATCH (claim:Claim {pair: pair})
RETURN collect([
  claim.pair, claim.theatres, claim.id, claim.origin, claim.certainty, claim.knownFrom, claim.withdrawnOn,
  claim.validFrom, claim.validTo, claim.dated, claim.hedge = 'DENIED', claim.issue,
  [(other:Claim)-[:DISPUTES]->(claim) | [other.knownFrom, other.withdrawnOn]]
]) AS claims
