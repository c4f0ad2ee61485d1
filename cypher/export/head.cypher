// name: export.head
// What a data set says of itself, with its assertions in their order, or null.
//
// param: $dataset string
// returns: head list of [properties, list of assertions' properties], or null
// access: read
OPTIONAL MATCH (head:DataSet {dataset: $dataset})
CALL (head) {
  MATCH (assertion:Assertion)-[link:ASSERTS]->(head)
  WITH assertion
  ORDER BY link.position
  RETURN collect(properties(assertion)) AS assertions
}
RETURN CASE WHEN head IS NOT NULL THEN [properties(head), assertions] END AS head
