// name: lease.state
// Who holds the lease, or held it last, and whether it may be taken; null where there is none yet.
//
// returns: state list of [number, holder, host, process, since, until or null where it was given back, free], or null
// access: read
OPTIONAL MATCH (lease:Lease {name: 'writer'})
RETURN CASE WHEN lease IS NOT NULL THEN [
  lease.number, lease.holder, lease.host, lease.process, lease.since, lease.until,
  coalesce(lease.until <= datetime.realtime(), true)
] END AS state
