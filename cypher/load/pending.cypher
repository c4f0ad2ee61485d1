// name: load.pending
// Mark for derivation the dyads of these claims and shares, and of the claims that they dispute.
// A mark that is set again gets another number, so that whoever derived before does not take it away.
//
// param: $ids list of strings, ids of claims and shares
// returns: nothing
// access: write
UNWIND $ids AS id
MATCH (record:Record {id: id})
CALL (record) {
  RETURN record AS counted
  UNION
  MATCH (record)-[:DISPUTES]->(disputed:Claim)
  RETURN disputed AS counted
  UNION
  MATCH (record)-[:DISPUTES]->(:Claim)<-[:OF]-(share:Share)
  RETURN share AS counted
}
WITH DISTINCT counted.dyad AS dyad
WHERE dyad IS NOT NULL
MERGE (pending:Pending {dyad: dyad})
SET pending.number = coalesce(pending.number, 0) + 1
