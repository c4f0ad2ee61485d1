// name: relations.spell
// The days without a gap on which a tie stands, around those of one of its versions, as is known.
//
// sees: link relation
// hole: types types of relationship, of all families
// hole: standing condition on a relation `other`, that it is a version of the same tie, by what was known, and stands
// returns: spell list of [first day, last day, last attested day, what ends it, id of the claim that does, how many
//   claims affirm it, how many origins they have]; no row where the tie does not stand
// access: read
WITH link, startNode(link) AS subject, endNode(link) AS object
WHERE link.dated AND link.status <> 'DENIED'
MATCH (subject)-[other:/*{types}*/]->(object)
WHERE /*{standing}*/
WITH link, other ORDER BY coalesce(other.validFrom, date('0001-01-01'))
WITH link, collect(other) AS others
WITH link, others, [other IN others WHERE other.ending IS NOT NULL AND other.validTo < link.validFrom][-1] AS before,
  [other IN others WHERE other.ending IS NOT NULL AND other.validTo >= coalesce(link.validFrom, other.validTo)][0] AS end
WITH end, [other IN others WHERE coalesce(other.validFrom > before.validTo, before IS NULL)
  AND coalesce(other.validFrom <= end.validTo, true)] AS others
WHERE size(others) > 0
WITH end, others, [other IN others WHERE other.basis = 'ATTESTED'] AS attested,
  COLLECT { UNWIND others AS other UNWIND other.claims AS id WITH DISTINCT id
    MATCH (claim:Record:Claim {id: id}) WHERE claim.hedge <> 'DENIED' RETURN claim } AS claims
WITH *, COLLECT { UNWIND claims AS claim RETURN DISTINCT claim.origin } AS origins
RETURN [
  toString(others[0].validFrom), toString(others[-1].validTo),
  toString(CASE WHEN size(attested) > 0 THEN attested[-1].validTo ELSE others[0].lastAttested END),
  end.ending, end.endedBy, size(claims), size(origins)
] AS spell
