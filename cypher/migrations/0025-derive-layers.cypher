// name: migrations.0025-derive-layers
// Relations exist in two layers now; have all of them derived again.
//
// returns: nothing
// access: write
MATCH (claim:Claim)
WHERE claim.pair IS NOT NULL
WITH DISTINCT claim.pair AS pair
MERGE (:Pending {pair: pair})
