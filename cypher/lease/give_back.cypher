// name: lease.give_back
// The lease is free, unless somebody else has taken it since.
//
// param: $number integer, the number that it was taken with
// returns: nothing
// access: write
MATCH (lease:Lease {name: 'writer'})
SET lease.asked = datetime.realtime()
WITH lease
WHERE lease.number = $number
REMOVE lease.until
