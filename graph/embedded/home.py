"""The folder of one embedded database: its configuration, password, data and logs, closed to other users."""

import hashlib
import os
import secrets
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

from linkage.graph.errors import EmbeddedServerError
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection

USER = DATABASE = "neo4j"
LOOPBACK = "127.0.0.1"
USUAL_PORT = 7687

CONFIGURATION = """\
server.bolt.listen_address={loopback}:{port}
server.bolt.advertised_address={loopback}:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size={page_cache}m

# Nothing leaves this machine: no reports, no discovery of servers on the network, no LOAD CSV from addresses.
dbms.usage_report.enabled=false
dbms.fleet_manager.enabled=false
server.fleet_discovery.enabled=false
internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0
dbms.security.allow_csv_import_from_file_urls=false

# A stop takes a tenth of a second instead of ten.
internal.dbms.bolt.netty_server_shutdown_quiet_period_duration=0s
"""


@dataclass(frozen=True, slots=True)
class Home:
    """Where everything of one database lies; deleting the folder deletes the database."""

    folder: Path

    @classmethod
    def of(cls, settings: Settings) -> "Home":
        return cls(settings.home.expanduser().resolve() / "neo4j")

    @property
    def lock(self) -> Path:
        """Beside the folder, so that it can be held while the folder is deleted."""
        return self.folder.with_suffix(".lock")

    @property
    def configuration(self) -> Path:
        return self.folder / "conf" / "neo4j.conf"

    @property
    def arguments(self) -> Path:
        return self.folder / "conf" / "java.arguments"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def details(self) -> Path:
        """What Neo4j itself logs, for its makers more than for us."""
        return self.folder / "logs" / "debug.log"

    @property
    def password(self) -> Path:
        return self.folder / "password"

    @property
    def stopped(self) -> Path:
        """There while the database does not run because somebody stopped it."""
        return self.folder / "stopped"

    def prepare(self) -> None:
        """Make the folders, which only their owner may enter."""
        for folder in (self.folder, self.configuration.parent, self.data / "dbms"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)

    def port(self) -> int | None:
        """The port in the configuration, where there is one."""
        try:
            lines = self.configuration.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return None
        addresses = [line for line in lines if line.startswith("server.bolt.listen_address=")]
        return int(addresses[0].rpartition(":")[2]) if addresses else None

    def connection(self) -> Connection:
        """How to reach the server; EmbeddedServerError where the password of existing data is lost."""
        try:
            password = self.password.read_text("utf-8")
        except FileNotFoundError:
            raise EmbeddedServerError(
                f"the password of the embedded database is lost ({self.password} is gone): "
                "put the file back, or run `linkage db reset` and load the data again"
            ) from None
        return Connection(f"bolt://{LOOPBACK}:{self.port()}", USER, password, DATABASE, self.data)

    def configure(self, port: int, memory: int) -> None:
        """Write the server's configuration anew; what others changed in it does not survive."""
        text = CONFIGURATION.format(loopback=LOOPBACK, port=port, page_cache=page_cache(memory))
        self.configuration.write_text(text, "utf-8")

    def set_first_password(self) -> None:
        """Give a database without data a random password before it ever listens; later it stays as it is."""
        if (self.data / "databases").exists():
            return
        password = secrets.token_urlsafe(24)
        _write_privately(self.password, password)
        _write_privately(self.data / "dbms" / "auth.ini", first_login(password, secrets.token_bytes(32)))

    def delete(self) -> None:
        """Delete the database with all that belongs to it."""
        if self.folder.exists():
            shutil.rmtree(self.folder)


def page_cache(memory: int) -> int:
    """MiB of Neo4j's page cache beside *memory* MiB of heap."""
    return max(128, memory // 4)


def first_login(password: str, salt: bytes) -> str:
    """The line that `neo4j-admin dbms set-initial-password` leaves for the first start."""
    rounds = 1024
    digest = salt + password.encode()
    for _ in range(rounds):
        digest = hashlib.sha256(digest).digest()
    return f"{USER}:SHA-256,{digest.hex()},{salt.hex()},{rounds}:\n"


def _write_privately(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def free_port(wanted: int | None, former: int | None, usual: int | None = USUAL_PORT) -> int:
    """The wanted port or an error; else the one used last, the usual one, or any that is free."""
    if wanted is not None:
        if not is_free(wanted):
            raise EmbeddedServerError(
                f"port {wanted} is in use by another program: stop that program, "
                "or set LINKAGE_BOLT_PORT to another port, or unset it to take any free one"
            )
        return wanted
    candidates = [port for port in (former, usual) if port is not None and is_free(port)]
    return candidates[0] if candidates else _any_port()


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left counts as free
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def _any_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port
