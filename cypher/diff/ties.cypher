// name: diff.ties
// What relations rest on that two lenses do not show alike, and all versions of the ties of some of them.
//
// hole: types types of relationship, of all families
// hole: standing condition on a relation `other`, that it is a version of the tie of `link`, by what was known of the
//   later lens, and stands
// param: $places list of strings, element ids
// param: $followed list of strings, those of them whose ties are read along all days
// returns: ties list of [element id, ids of its claims, ids of acts against it, versions as [first day, last day, basis,
//   what ends it, id of the claim that does, ids of its claims]]
// access: read
UNWIND $places AS place
MATCH (subject)-[link]->(object) WHERE elementId(link) = place
RETURN collect([place, link.claims, coalesce(link.contested, []), CASE
  WHEN place IN $followed THEN [
    (subject)-[other:/*{types}*/]->(object) WHERE /*{standing}*/
    | [toString(other.validFrom), toString(other.validTo), other.basis, other.ending, other.endedBy, other.claims]
  ]
  ELSE []
END]) AS ties
