// name: soundness.mark
// Mark dyads for derivation.
//
// param: $dyads list of strings
// returns: nothing
// access: write
UNWIND $dyads AS dyad
MERGE (:Pending {dyad: dyad})
