// name: migrations.0018-negotiates-with-theatre
// Pictures read the relations of a theatre.
//
// returns: nothing
// access: schema
CREATE INDEX negotiates_with_theatre IF NOT EXISTS FOR ()-[relation:NEGOTIATES_WITH]-() ON (relation.theatre)
