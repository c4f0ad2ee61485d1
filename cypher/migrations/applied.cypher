// name: migrations.applied
// Numbers of the migrations that this database has.
//
// returns: names list of strings
// access: read
MATCH (migration:Migration)
WITH migration.name AS name
ORDER BY name
RETURN collect(name) AS names
