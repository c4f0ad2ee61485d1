"""The way to the database in use: a server that the settings name, or else a Neo4j of our own."""

from rich.console import Console

from linkage.graph import embedded
from linkage.graph.settings import Settings, load_settings
from linkage.graph.store.connection import Connection


def connect(settings: Settings | None = None, console: Console | None = None) -> Connection:
    """Where the database of the settings is; our own is started if need be, which *console* tells of."""
    settings = settings or load_settings()
    if settings.neo4j_uri is None:
        return embedded.start(settings, console=console)
    return Connection(
        uri=settings.neo4j_uri,
        user=settings.neo4j_user,
        password=settings.neo4j_password.get_secret_value(),
        database=settings.neo4j_database,
    )
