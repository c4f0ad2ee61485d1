// name: relations.count_pending
// How many pairs are to be derived.
//
// returns: pairs integer
// access: read
MATCH (pending:Pending)
RETURN count(pending) AS pairs
