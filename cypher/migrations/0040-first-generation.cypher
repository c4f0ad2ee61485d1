// name: migrations.0040-first-generation
// There is a generation and a lease, and the server knows the names of all that is ever said of them.
//
// returns: nothing
// access: write
MERGE (lease:Lease {name: 'writer'})
ON CREATE SET lease.number = 0, lease.holder = '', lease.host = '', lease.process = 0,
  lease.since = datetime.realtime(), lease.until = datetime.realtime()
MERGE (generation:Generation {name: 'graph'})
ON CREATE SET generation.number = 0, generation.id = left(replace(randomUUID(), '-', ''), 12),
  generation.since = datetime.realtime()
SET generation.changingUntil = datetime.realtime(), generation.building = '',
  generation.buildingSince = datetime.realtime()
REMOVE generation.changingUntil, generation.building, generation.buildingSince
