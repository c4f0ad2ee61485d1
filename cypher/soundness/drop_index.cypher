// name: soundness.drop_index
// Drop an index that does not work, so that it can be created anew.
//
// param: $name string
// returns: nothing
// access: schema
DROP INDEX $name IF EXISTS
