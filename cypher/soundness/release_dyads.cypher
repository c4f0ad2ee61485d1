// name: soundness.release_dyads
// Have the next load write anew whatever counts for dyads, which are derived then.
//
// param: $dyads list of strings
// returns: nothing
// access: write
UNWIND $dyads AS dyad
MATCH (counted:Claim|Share {dyad: dyad})
SET counted.digest = ''
