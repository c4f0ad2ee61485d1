// name: relations.pending
// The next dyads whose relations are to be derived, each with the number of its mark.
//
// param: $after string, the last dyad before them
// param: $limit integer
// returns: marks list of [keys of two actors in the order of the alphabet, number]
// access: read
MATCH (pending:Pending)
WHERE pending.dyad > $after
WITH pending
ORDER BY pending.dyad
LIMIT $limit
RETURN collect([pending.dyad, coalesce(pending.number, 0)]) AS marks
