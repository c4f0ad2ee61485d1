// name: soundness.indexes
// Every index of the database, those of constraints among them, and its state.
//
// returns: indexes list of [name, state]
// access: read
SHOW INDEXES YIELD name, state
ORDER BY name
RETURN collect([name, state]) AS indexes
