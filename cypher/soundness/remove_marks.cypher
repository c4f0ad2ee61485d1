// name: soundness.remove_marks
// Remove the marks of these dyads, and those that name none.
//
// param: $dyads list of strings
// returns: nothing
// access: write
MATCH (pending:Pending)
WHERE pending.dyad IS NULL OR pending.dyad IN $dyads
DELETE pending
