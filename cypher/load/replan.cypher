// name: load.replan
// Statements are planned anew by what is stored now: indexes are sampled, and plans of a smaller graph forgotten.
//
// returns: done boolean
// access: read
CALL db.prepareForReplanning(60)
RETURN true AS done
