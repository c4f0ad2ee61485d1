// name: diff.changes
// What changed between two lenses. Relations are compared by pair, family and theatre. One *stands* where somebody
// supports it, so one that is only denied does not. Each change has one kind: a pair of which every sign turned
// round is flipped, and of nothing else. What stands now and did not has begun where a claim says that it did in
// between; what stood and does not has ended, or was cut, where the last that it came to in between is by a claim that
// says so. Whoever newly disputes what a relation rests on may speak of another pair; acts against it count as well.
//
// hole: types types of relationship, of all families
// hole: before conditions on a relation `link`, of the earlier lens
// hole: after conditions on a relation `link`, of the later lens
// hole: knownBefore condition on a claim `other`, of the earlier lens
// hole: knownAfter condition on a claim `other`, of the later lens
// hole: standing condition on a relation `other`, that it is a version of the tie of `relation`, by what was known of the
//   later lens, and stands
// param: $earlier date or null, the day of the earlier lens
// param: $later date or null, the day of the later lens
// param: $families list of strings, all families
// param: $channels list of strings, those that have no sign
// param: $kinds list of strings, kinds of change in the order in which they are returned
// param: $limit integer, changes of each kind
// returns: changes list, how many there are and, for each kind, [kind, relation, what it was, ids of claims, the day
//   on which the relation is looked at, and what it was]
// access: read
CALL (*) {
  MATCH (:Actor)-[link:/*{types}*/]->(:Actor)
  WHERE /*{before}*/
  RETURN link, false AS later
  UNION ALL
  MATCH (:Actor)-[link:/*{types}*/]->(:Actor)
  WHERE /*{after}*/
  RETURN link, true AS later
}
WITH *, coalesce(link.validFrom, date('0001-01-01')) AS since
ORDER BY since, link.id
WITH startNode(link) AS subject, endNode(link) AS object, link.theatre AS theatre,
  collect(CASE WHEN NOT later THEN link END) AS olds, collect(CASE WHEN later THEN link END) AS news
WITH *, [link IN olds WHERE link.status <> 'DENIED' AND link.sign <> 0] AS was,
  [link IN news WHERE link.status <> 'DENIED' AND link.sign <> 0] AS signed
WITH *, size(was) > 0 AND size(signed) > 0
  AND all(link IN was WHERE all(other IN signed WHERE link.sign = -other.sign)) AS turned
UNWIND $families AS family
WITH subject, object, was, turned AND NOT family IN $channels AS turned,
  [link IN olds WHERE type(link) = family] AS old, [link IN news WHERE type(link) = family] AS new
WITH *, [link IN old WHERE link.status <> 'DENIED'] AS stood, [link IN new WHERE link.status <> 'DENIED'] AS stands,
  [link IN old WHERE link.status IN ['DISPUTED', 'DENIED']] AS doubted,
  [link IN new WHERE link.status IN ['DISPUTED', 'DENIED']] AS contested
WITH *, CASE
  WHEN turned THEN CASE WHEN size(stands) > 0 THEN 'flipped' END
  WHEN size(stands) > 0 AND size(stood) = 0 THEN 'attested'
  WHEN size(stood) > 0 AND size(stands) = 0 THEN 'faded'
  WHEN size(contested) > 0 AND size(doubted) = 0 THEN 'disputed'
END AS change
WHERE change IS NOT NULL
WITH *,
  CASE change WHEN 'faded' THEN stood[-1] WHEN 'disputed' THEN contested[-1] ELSE stands[-1] END AS relation,
  reduce(ids = [], link IN old | ids + link.claims) AS oldClaims,
  reduce(ids = [], link IN new | ids + link.claims) AS newClaims,
  reduce(ids = [], link IN old | ids + coalesce(link.contested, [])) AS oldActs,
  reduce(ids = [], link IN new | ids + coalesce(link.contested, [])) AS newActs
CALL (change, subject, object, relation) {
  WITH * WHERE change IN ['attested', 'faded']
  MATCH (subject)-[other:/*{types}*/]->(object)
  WHERE /*{standing}*/
  RETURN collect(other) AS told
}
OPTIONAL CALL (change, told) {
  UNWIND [other IN told WHERE change = 'faded' AND other.ending IS NOT NULL
    AND other.validTo >= $earlier AND other.validTo < $later] AS other
  WITH other ORDER BY other.validTo DESC LIMIT 1
  WHERE other.ending <> 'FADED'
  RETURN toLower(other.ending) AS turn, [other.endedBy] AS turning
  UNION
  UNWIND [other IN told WHERE change = 'attested' AND other.basis = 'ATTESTED'
    AND other.validFrom > $earlier AND other.validFrom <= $later] AS other
  MATCH (claim:Record:Claim)
  WHERE claim.id IN other.claims AND claim.validFrom > $earlier AND claim.validFrom <= $later AND claim.hedge <> 'DENIED'
    AND (claim.course = 'BEGINS' OR claim.course = 'WHOLE' AND claim.state)
  WITH claim ORDER BY claim.id
  WITH collect(DISTINCT claim.id) AS turning
  WHERE size(turning) > 0
  RETURN 'begun' AS turn, turning
}
CALL (change, oldClaims, newClaims) {
  WITH * WHERE change = 'disputed'
  MATCH (claim:Record:Claim)<-[:DISPUTES]-(other:Claim)
  WHERE claim.id IN newClaims AND /*{knownAfter}*/
  WITH DISTINCT oldClaims, other, [(other)-[:DISPUTES]->(rest:Claim) | rest.id] AS disputed
  WHERE NOT (/*{knownBefore}*/ AND any(id IN oldClaims WHERE id IN disputed))
  RETURN collect(other.id) AS disputing
}
WITH *, coalesce(turn, change) AS kind, CASE
  WHEN turn IS NOT NULL THEN turning
  WHEN change = 'faded' THEN [id IN oldClaims WHERE NOT id IN newClaims]
  ELSE [id IN newClaims WHERE NOT id IN oldClaims] + disputing
    + CASE change WHEN 'disputed' THEN [id IN newActs WHERE NOT id IN oldActs] ELSE [] END
END AS ids
ORDER BY relation.pair, relation.theatre, relation.id
WITH collect([
  kind, relation, CASE change WHEN 'flipped' THEN was[-1] ELSE old[-1] END, ids,
  CASE change WHEN 'faded' THEN $earlier ELSE $later END, $earlier
]) AS entries
RETURN [size(entries)] + [kind IN $kinds | [entry IN entries WHERE entry[0] = kind][..$limit]] AS changes
