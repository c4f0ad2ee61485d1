// name: paths.ranked
// Paths of one length, the best supported first: support is the product of the certainties of the steps.
//
// sees: walked list of lists of [from, relation, how many others, to, certainty]
// returns: ranked list of lists, as in walked
// access: read
UNWIND walked AS path
WITH path ORDER BY reduce(support = 1.0, step IN path | support * step[4]) DESC,
  [step IN path | step[3].key]
RETURN collect(path) AS ranked
