// name: soundness.unclaimed
// Those dyads of which no claim and no share speaks, and which are not marked.
//
// param: $dyads list of strings
// returns: unclaimed list of strings
// access: read
UNWIND $dyads AS dyad
WITH dyad
WHERE NOT EXISTS { MATCH (:Claim {dyad: dyad}) } AND NOT EXISTS { MATCH (:Share {dyad: dyad}) }
  AND NOT EXISTS { MATCH (:Pending {dyad: dyad}) }
RETURN collect(dyad) AS unclaimed
