// name: notebook.relations
// Every relation as known on a day, on the days on which it is attested, between the actors that claims name.
//
// param: $knownBy date, the day by which things had been said
// param: $families list of strings, every type of relationship that relations are stored as
// returns: relations list of [subject key, subject name, object key, object name, family, properties]
// access: read
MATCH (:Actor)-[relation:$any($families)]->(:Actor)
WHERE relation.knownFrom <= $knownBy
  AND coalesce(relation.knownTo, $knownBy) >= $knownBy
  AND relation.layer <> 'ROLLED' AND relation.basis = 'ATTESTED'
WITH relation, startNode(relation) AS subject, endNode(relation) AS object
ORDER BY relation.id
RETURN collect([
  subject.key, subject.name, object.key, object.name, type(relation), properties(relation)
]) AS relations
