"""
A real Neo4j of our own, for everyone who has no server: fetched once, on loopback, in a process of its own.

Run by Neo4j's own main class on a Java that pip installed. Data, password and logs are in
`Settings.home/neo4j`, the jars in `Settings.cache`.
"""

from linkage.graph.embedded.server import ServerStatus, reset, revive, running, start, status, stop

__all__ = ["ServerStatus", "reset", "revive", "running", "start", "status", "stop"]
