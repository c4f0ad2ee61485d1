// name: load.pending
// Mark the pairs of these claims, and of the claims that they dispute, for derivation.
//
// param: $ids list of strings, ids of claims
// returns: nothing
// access: write
UNWIND $ids AS id
MATCH (claim:Record {id: id})
OPTIONAL MATCH (claim)-[:DISPUTES]->(disputed:Claim)
UNWIND [claim.pair, disputed.pair] AS pair
WITH DISTINCT pair
WHERE pair IS NOT NULL
MERGE (:Pending {pair: pair})
