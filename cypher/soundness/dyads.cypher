// name: soundness.dyads
// A page of the dyads that claims or shares speak of, in the order of the alphabet.
//
// param: $after string, the last dyad of the page before
// param: $limit integer
// returns: dyads list of strings, the keys of two actors in the order of the alphabet
// access: read
CALL () {
  MATCH (claim:Claim)
  WHERE claim.dyad > $after
  WITH DISTINCT claim.dyad AS dyad
  ORDER BY dyad
  LIMIT $limit
  RETURN dyad
  UNION
  MATCH (share:Share)
  WHERE share.dyad > $after
  WITH DISTINCT share.dyad AS dyad
  ORDER BY dyad
  LIMIT $limit
  RETURN dyad
}
WITH dyad
ORDER BY dyad
LIMIT $limit
RETURN collect(dyad) AS dyads
