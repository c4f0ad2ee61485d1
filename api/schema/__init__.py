"""The GraphQL schema: types, inputs and choices."""
