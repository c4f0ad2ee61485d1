// name: library.judgements
// What all data sets but these judge of actors that are there, with the links of each judgement.
//
// param: $datasets list of strings
// returns: judgements list of [properties, [[type, label of target, key of target]]]
// access: read
MATCH (left:Actor)<-[:LEFT]-(judgement:Judgement)-[:RIGHT]->(right:Actor)
WHERE NOT judgement.dataset IN $datasets AND left.key IS NOT NULL AND right.key IS NOT NULL
WITH judgement, left, right
ORDER BY judgement.key
RETURN collect([
  properties(judgement), [['LEFT', 'Actor', left.key], ['RIGHT', 'Actor', right.key]]
]) AS judgements
