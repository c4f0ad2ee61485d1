// name: generation.settle
// Readers know that the change is over.
//
// returns: nothing
// access: write
MATCH (generation:Generation {name: 'graph'})
REMOVE generation.changing, generation.announced
