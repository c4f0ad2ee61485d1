// name: migrations.0032-dyads
// Claims and shares that were loaded before are found by their dyads, all of which are to be derived again.
//
// returns: nothing
// access: write
MATCH (counted:Claim|Share)
WHERE counted.pair IS NOT NULL AND counted.dyad IS NULL
WITH counted, split(counted.pair, '|') AS parts
WITH counted, CASE WHEN parts[1] < parts[2] THEN parts[1] + '|' + parts[2] ELSE parts[2] + '|' + parts[1] END AS dyad
SET counted.dyad = dyad
WITH DISTINCT dyad
MERGE (:Pending {dyad: dyad})
