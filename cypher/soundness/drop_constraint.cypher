// name: soundness.drop_constraint
// Drop a constraint that does not work, so that it can be created anew.
//
// param: $name string
// returns: nothing
// access: schema
DROP CONSTRAINT $name IF EXISTS
