// name: diff.shown
// All relations that a lens shows.
//
// hole: types types of relationship, of all families
// hole: kept conditions on a relation `link`
// returns: shown list of [element id, id, pair, theatre, status, the first of its days]
// access: read
MATCH (:Actor)-[link:/*{types}*/]->(:Actor)
WHERE /*{kept}*/
RETURN collect([
  elementId(link), link.id, link.pair, link.theatre, link.status,
  toString(coalesce(link.validFrom, date('0001-01-01')))
]) AS shown
