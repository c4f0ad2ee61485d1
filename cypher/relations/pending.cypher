// name: relations.pending
// The next dyads whose relations are to be derived.
//
// param: $after string, the last dyad before them
// param: $limit integer
// returns: dyads list of strings, the keys of two actors in the order of the alphabet
// access: read
MATCH (pending:Pending)
WHERE pending.dyad > $after
WITH pending.dyad AS dyad
ORDER BY dyad
LIMIT $limit
RETURN collect(dyad) AS dyads
