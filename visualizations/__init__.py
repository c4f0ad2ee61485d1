"""Pictures drawn from GraphQL answers; never from the store itself."""
