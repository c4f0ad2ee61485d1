"""Records and relations in the formats of other tools: a module for each, all fed by the same streams."""
