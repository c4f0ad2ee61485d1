"""What a command that is run as a process of its own has to be told; for benchmarks and tests."""

from linkage.graph.store.connection import Connection


def server_variables(connection: Connection) -> dict[str, str]:
    """The environment variables that make this database the one in use."""
    return {
        "LINKAGE_NEO4J_URI": connection.uri,
        "LINKAGE_NEO4J_USER": connection.user,
        "LINKAGE_NEO4J_PASSWORD": connection.password,
    }
