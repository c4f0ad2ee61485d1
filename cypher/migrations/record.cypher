// name: migrations.record
// Remember that a migration was applied.
//
// param: $name string, the migration's file without its ending
// returns: nothing
// access: write
MERGE (migration:Migration {name: $name})
ON CREATE SET migration.appliedAt = datetime()
