// name: migrations.0008-document-key
// Keys are unique among the records of one kind.
//
// returns: nothing
// access: schema
CREATE CONSTRAINT document_key IF NOT EXISTS FOR (record:Document) REQUIRE record.key IS UNIQUE
