// name: soundness.lost_marks
// How many marks name no dyad.
//
// returns: marks integer
// access: read
MATCH (pending:Pending)
WHERE pending.dyad IS NULL
RETURN count(pending) AS marks
