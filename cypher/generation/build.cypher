// name: generation.build
// Readers know that a data set is being loaded in many steps.
//
// param: $dataset string
// returns: nothing
// access: write
MERGE (generation:Generation {name: 'graph'})
SET generation.buildingSince =
      CASE WHEN generation.building = $dataset THEN generation.buildingSince ELSE datetime.realtime() END,
    generation.building = $dataset
