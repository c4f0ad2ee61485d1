"""From a GraphQL selection to one Cypher statement, and from its value to the answer."""
