// name: relations.memberships
// For whom actors act, one step up: what they are part of, and where claims say that they hold an office.
//
// param: $actors list of strings, keys of actors
// returns: memberships list of [actor, principal, first day, last day, known from, withdrawn on]: actors as [key, name], days
//   as text, null where it is open, and each of them where it always holds
// access: read
UNWIND $actors AS key
MATCH (actor:Actor {key: key})
CALL (actor) {
  MATCH (actor)<-[:SAME_AS*0..1]-(:Actor)-[:PART_OF|JUDGED_PART_OF]->(principal:Actor)
  RETURN principal, NULL AS claim
  UNION ALL
  MATCH (actor)<-[:MEMBERSHIP]-(claim:Claim)-[:OBJECT]->(principal:Actor)
  RETURN principal, claim
}
MATCH (principal)-[:SAME_AS*0..1]->(stays:Actor)
WHERE NOT EXISTS { (stays)-[:SAME_AS]->() }
RETURN collect([
  [key, actor.name], [stays.key, stays.name], toString(claim.validFrom), toString(claim.actsUntil),
  toString(claim.knownFrom), toString(claim.withdrawnOn)
]) AS memberships
