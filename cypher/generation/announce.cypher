// name: generation.announce
// Readers know that the graph is about to change; where nothing more happens they forget it after a while.
//
// param: $seconds float, how long the change may take
// returns: nothing
// access: write
MERGE (generation:Generation {name: 'graph'})
SET generation.changingUntil = datetime.realtime() + duration({seconds: $seconds})
