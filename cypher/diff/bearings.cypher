// name: diff.bearings
// What bears on relations that two lenses do not show alike.
//
// hole: types types of relationship, of all families
// hole: standing condition on a relation `other`, that it is a version of the tie of `link`, by what was known of the
//   later lens, and stands
// hole: knownBefore condition on a claim `other`, of the earlier lens
// hole: knownAfter condition on a claim `other`, of the later lens
// param: $relations list of strings, element ids
// param: $ties list of strings, element ids of those whose ties are read, along all days
// param: $disputed list of strings, element ids of those whose claims are disputed
// returns: claims list of [element id, ids of its claims, ids of acts against it]
// returns: versions list of [element id, first day, last day, basis, what ends it, id of the claim that does, its claims
//   as [id, first day, hedge, course, whether it tells of a state]]
// returns: disputes list of [id of a claim, whether it was known before, ids of what it disputes]
// access: read
CALL () {
  UNWIND $relations AS place
  MATCH ()-[link]->() WHERE elementId(link) = place
  RETURN collect([place, link.claims, coalesce(link.contested, [])]) AS claims
}
CALL () {
  UNWIND $ties AS place
  MATCH (subject)-[link]->(object) WHERE elementId(link) = place
  MATCH (subject)-[other:/*{types}*/]->(object) WHERE /*{standing}*/
  RETURN collect([
    place, toString(other.validFrom), toString(other.validTo), other.basis, other.ending, other.endedBy,
    COLLECT {
      MATCH (claim:Record:Claim) WHERE claim.id IN other.claims AND other.basis = 'ATTESTED'
      RETURN [claim.id, toString(claim.validFrom), claim.hedge, claim.course, claim.state]
    }
  ]) AS versions
}
CALL () {
  UNWIND $disputed AS place
  MATCH ()-[link]->() WHERE elementId(link) = place
  UNWIND link.claims AS id
  MATCH (:Record:Claim {id: id})<-[:DISPUTES]-(other:Claim) WHERE /*{knownAfter}*/
  WITH DISTINCT other
  RETURN collect([other.id, /*{knownBefore}*/, [(other)-[:DISPUTES]->(claim:Claim) | claim.id]]) AS disputes
}
RETURN claims, versions, disputes
