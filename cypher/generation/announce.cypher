// name: generation.announce
// Readers know that the graph is about to change, for as long as whoever says so holds the lease.
//
// param: $lease integer, the number of the lease
// returns: nothing
// access: write
MERGE (generation:Generation {name: 'graph'})
SET generation.changing = $lease, generation.announced = datetime.realtime()
