// name: diff.claims
// Whether claims tell that a tie began, and who disputes them.
//
// hole: knownBefore condition on a claim `other`, of the earlier lens
// hole: knownAfter condition on a claim `other`, of the later lens
// param: $claims list of strings, ids
// returns: claims list of [id, first of its days, hedge, course, whether it tells of a state, claims that dispute it as
//   [id, whether it was known of the earlier lens]]
// access: read
UNWIND $claims AS id
MATCH (claim:Record:Claim {id: id})
RETURN collect([
  claim.id, toString(claim.validFrom), claim.hedge, claim.course, claim.state,
  [(claim)<-[:DISPUTES]-(other:Claim) WHERE /*{knownAfter}*/ | [other.id, /*{knownBefore}*/]]
]) AS claims
