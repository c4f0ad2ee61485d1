// name: migrations.0016-backs-theatre
// Pictures read the relations of a theatre.
//
// returns: nothing
// access: schema
CREATE INDEX backs_theatre IF NOT EXISTS FOR ()-[relation:BACKS]-() ON (relation.theatre)
