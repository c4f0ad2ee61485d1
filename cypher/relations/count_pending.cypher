// name: relations.count_pending
// How many dyads are to be derived.
//
// returns: dyads integer
// access: read
MATCH (pending:Pending)
RETURN count(pending) AS dyads
