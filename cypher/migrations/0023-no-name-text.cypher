// name: migrations.0023-no-name-text
// The text of a name cannot be found from another script, so its forms are indexed instead.
//
// returns: nothing
// access: schema
DROP INDEX name_text IF EXISTS
