// name: lease.renew
// Hold the lease for longer, and let nobody take it before the transaction ends.
// What is written first locks the node; where the lease is another's by now the transaction has to be given up.
//
// param: $number integer, the number that it was taken with
// param: $seconds float, for how long from now on
// returns: held boolean, whether it is ours yet
// access: write
MATCH (lease:Lease {name: 'writer'})
SET lease.until = datetime.realtime() + duration({seconds: $seconds})
WITH lease
WHERE lease.number = $number
RETURN count(lease) > 0 AS held
