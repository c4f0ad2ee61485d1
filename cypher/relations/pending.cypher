// name: relations.pending
// The next pairs whose relations are to be derived.
//
// param: $limit integer
// returns: pairs list of strings, family|subject|object
// access: read
MATCH (pending:Pending)
WITH pending.pair AS pair
ORDER BY pair
LIMIT $limit
RETURN collect(pair) AS pairs
