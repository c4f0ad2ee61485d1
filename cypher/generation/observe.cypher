// name: generation.observe
// What generation of the graph readers see now: looked at twice, so that one look at a change in the making is not
// mistaken for rest. Behind another statement it is evaluated last. What somebody announced who has lost the lease
// since will not happen any more.
//
// returns: generation list: id and when a change was announced, twice; lease of who did; number; since; data set in
// building and since when
// access: read
OPTIONAL MATCH (earlier:Generation {name: 'graph'})
OPTIONAL MATCH (former:Lease {name: 'writer', number: earlier.changing})
WITH [earlier.id, CASE WHEN former IS NOT NULL THEN toString(earlier.announced) END] AS early
OPTIONAL MATCH (later:Generation {name: 'graph'})
OPTIONAL MATCH (writer:Lease {name: 'writer', number: later.changing})
RETURN early + [
  later.id, CASE WHEN writer IS NOT NULL THEN toString(later.announced) END,
  CASE WHEN writer IS NOT NULL THEN [
    writer.number, writer.holder, writer.host, writer.process, writer.since, writer.until,
    coalesce(writer.until <= datetime(), true)
  ] END,
  later.number, toString(later.since), later.building, toString(later.buildingSince)
] AS generation
