// name: library.judgements
// What all data sets but these judge of actors, with the links of each judgement.
//
// param: $datasets list of strings
// returns: judgements list of [properties, [[type, label of target, key of target]]]
// access: read
MATCH (judgement:Judgement)
WHERE NOT judgement.dataset IN $datasets
WITH judgement
ORDER BY judgement.key
RETURN collect([
  properties(judgement),
  [(judgement)-[link:LEFT|RIGHT]->(actor:Actor) | [type(link), 'Actor', actor.key]]
]) AS judgements
