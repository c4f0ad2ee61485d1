// name: migrations.0017-opposes-theatre
// Pictures read the relations of a theatre.
//
// returns: nothing
// access: schema
CREATE INDEX opposes_theatre IF NOT EXISTS FOR ()-[relation:OPPOSES]-() ON (relation.theatre)
