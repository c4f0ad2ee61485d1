// name: search.candidates
// Names that may be meant, by their stored forms, the best of each query; an actor that is judged to be another
// stands under the one that stays.
//
// param: $queries list of strings, terms for the index
// param: $kinds list of strings, labels of the bearers wanted
// param: $limit integer, names for each query
// returns: candidates list of [bearer id, name shown, key, text, language, script, kind, used]
// access: read
UNWIND $queries AS query
CALL (query) {
  CALL db.index.fulltext.queryNodes('name_forms', query) YIELD node, score
  OPTIONAL MATCH (node:Name)-[:NAMES]->()-[:ADDS_TO*0..1]->(bearer:Actor|Place)
  WITH node, coalesce(bearer, node) AS named, score
  WHERE any(label IN labels(named) WHERE label IN $kinds)
  RETURN node, named
  LIMIT $limit
}
WITH DISTINCT node, named
MATCH (named)-[:SAME_AS*0..1]->(bearer)
WHERE NOT EXISTS { (bearer)-[:SAME_AS]->() }
RETURN collect([bearer.id, bearer.name, bearer.key] + CASE
  WHEN node:Name THEN [node.text, node.language, node.script, node.kind, node.used]
  ELSE [node.name, null, null, null, null]
END) AS candidates
