// name: migrations.0043-figure-claims
// Salience and capability of a stance that was loaded before they named claims of their own are the coder's word; the
// next load writes what the text says.
//
// returns: nothing
// access: write
MATCH (stance:Stance)
WHERE stance.salienceNeeds IS NULL
SET stance.salienceNeeds = 'ANY', stance.capabilityNeeds = 'ANY'
