// name: paths.near
// Who can be one hop further away from the target than those that were reached last, if more paths are wanted.
//
// sees: due boolean, whether more paths are wanted
// sees: nears list of lists of nodes, who is 0, 1 … hops away from the target
// sees: origin node, where paths begin
// sees: target node, where they end
// hole: types types of relationship, of all families
// hole: kept conditions on a relation `link`
// returns: reached list of nodes
// access: read
UNWIND CASE WHEN due THEN nears[-1] ELSE [] END AS here
MATCH (here)-[link:/*{types}*/]-(there:Actor)
WHERE /*{kept}*/ AND there <> origin AND there <> target
RETURN collect(DISTINCT there) AS reached
