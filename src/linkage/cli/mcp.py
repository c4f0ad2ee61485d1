"""`linkage mcp`: the graph as tools for an assistant."""

import asyncio

from linkage.cli.terminal import connect
from linkage.graph.errors import LinkageError


def mcp() -> None:
    """
    Let an assistant ask: a server of the Model Context Protocol on standard input and output.

    The assistant starts it; docs/mcp.md tells what to write into its settings. It needs the extra `mcp` and a database
    that is loaded (`linkage load syria-libya`), and only reads.

    Example: linkage mcp
    """
    try:
        from linkage.cli.assistants.protocol import serve_tools
    except ModuleNotFoundError as error:
        if error.name != "mcp":
            raise
        raise LinkageError(
            "mcp is not installed, which this command needs: pip install 'linkage-graph[mcp]'"
        ) from error
    asyncio.run(serve_tools(connect()))
