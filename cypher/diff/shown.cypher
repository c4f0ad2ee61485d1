// name: diff.shown
// The relations that two lenses show, between the same two actors in the same theatre, unless both show the same.
//
// hole: types types of relationship, of all families
// hole: before conditions on a relation `link`, of the earlier lens
// hole: after conditions on a relation `link`, of the later lens
// returns: shown list of [relations of the earlier lens, of the later], each as [element id, id, pair, theatre, status,
//   the first of its days]
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
WITH startNode(link) AS subject, endNode(link) AS object, link.theatre AS theatre,
  collect(CASE WHEN NOT later THEN link END) AS olds, collect(CASE WHEN later THEN link END) AS news
WHERE olds <> news
RETURN collect([side IN [olds, news] | [link IN side | [
  elementId(link), link.id, link.pair, link.theatre, link.status,
  toString(coalesce(link.validFrom, date('0001-01-01')))
]]]) AS shown
