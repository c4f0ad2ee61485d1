// name: lease.take
// Take the lease, which gets the next number, unless somebody else has taken it since or holds it yet.
// What is written first locks the node, so that what is read after it is true until the end of the transaction.
//
// param: $number integer, the number that the lease was seen with, 0 where there was none
// param: $dead boolean, whether the process of its holder is known to be gone
// param: $holder string, what the new holder does
// param: $host string
// param: $process integer
// param: $seconds float, for how long it is taken
// returns: number integer, the new one, or null where it was not taken
// access: write
MERGE (lease:Lease {name: 'writer'})
ON CREATE SET lease.number = 0
SET lease.asked = datetime.realtime()
WITH lease
CALL (lease) {
  WITH lease
  WHERE lease.number = $number AND ($dead OR coalesce(lease.until <= datetime.realtime(), true))
  SET lease.number = lease.number + 1, lease.holder = $holder, lease.host = $host, lease.process = $process,
      lease.since = datetime.realtime(), lease.until = datetime.realtime() + duration({seconds: $seconds})
  RETURN count(lease) AS taken
}
RETURN CASE WHEN taken > 0 THEN lease.number END AS number
