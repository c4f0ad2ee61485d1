// name: search.candidates
// Names that may be meant, by their stored forms, and who bears them; an actor that is judged to be another
// stands under the one that stays.
//
// param: $query string, terms for the index
// param: $kinds list of strings, labels of the bearers wanted
// param: $limit integer
// returns: candidates list of [bearer id, name shown, key, text, language, script, kind, used]
// access: read
CALL db.index.fulltext.queryNodes('name_forms', $query) YIELD node, score
OPTIONAL MATCH (node:Name)-[:NAMES]->(named)
WITH node, score, coalesce(named, node) AS named
WHERE any(label IN labels(named) WHERE label IN $kinds)
WITH node, named, score
LIMIT $limit
MATCH (named)-[:SAME_AS*0..1]->(bearer)
WHERE NOT EXISTS { (bearer)-[:SAME_AS]->() }
WITH node, bearer, score
ORDER BY score DESC, node.id
RETURN collect([bearer.id, bearer.name, bearer.key] + CASE
  WHEN node:Name THEN [node.text, node.language, node.script, node.kind, node.used]
  ELSE [node.name, null, null, null, null]
END) AS candidates
