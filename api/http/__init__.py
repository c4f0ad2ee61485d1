"""GraphQL and pages over HTTP: the application, the service behind it, its limits."""
