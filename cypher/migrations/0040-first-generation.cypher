// name: migrations.0040-first-generation
// The server knows the names of all that is ever said of a generation.
//
// returns: nothing
// access: write
CREATE (names:Generation {
  name: 'names', number: 0, id: '', since: datetime(), changing: 0, announced: datetime(), building: '',
  buildingSince: datetime()
})
DELETE names
