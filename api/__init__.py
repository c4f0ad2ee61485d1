"""GraphQL over the store: schema, compiler, view and pages."""
