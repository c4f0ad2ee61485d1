// name: search.indexes
// Whether there is an index of names to search.
//
// returns: indexes integer, 1 or 0
// access: read
SHOW FULLTEXT INDEXES YIELD name
WHERE name = 'name_forms'
RETURN count(*) AS indexes
