// name: migrations.0042-stance-needs
// Of the claims of a stance that was loaded before it said how many it needs, any will do; the next load writes what the
// text says.
//
// returns: nothing
// access: write
MATCH (stance:Stance)
WHERE stance.needs IS NULL
SET stance.needs = 'ANY'
