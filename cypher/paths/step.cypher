// name: paths.step
// One step on from each beginning of a path, to whoever is near enough to the target to arrive; of parallel relations
// the best supported is walked, and the others are counted.
//
// sees: walked list of lists of [from, relation, how many others, to, certainty]
// sees: nears list of lists of nodes, who is 0, 1 … hops away from the target
// sees: origin node, where paths begin
// hole: types types of relationship, of all families
// hole: kept conditions on a relation `link`
// hole: certainty the certainty of a relation `link`, on the day of the lens
// returns: longer list of lists, as in walked
// access: read
UNWIND walked AS path
WITH path, nears[-1 - size(path)] AS near, coalesce(path[-1][3], origin) AS here
MATCH (here)-[link:/*{types}*/]-(there:Actor)
WHERE /*{kept}*/ AND there IN near AND none(step IN path WHERE step[0] = there)
WITH path, here, there, link, /*{certainty}*/ AS certainty ORDER BY certainty DESC, link.origins DESC, link.id
WITH path, here, there, collect([link, certainty]) AS links
RETURN collect(path + [[here, links[0][0], size(links) - 1, there, links[0][1]]]) AS longer
