"""Every setting of the project, read once from the environment (`LINKAGE_…`)."""

import getpass
import os
from pathlib import Path
from typing import Annotated, Self

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from linkage.graph.errors import SettingsError, reason
from linkage.graph.store.connection import LOGIN_IN_ADDRESS, holds_login

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_ORIGIN = r"^https?://[^\s/]+$"


def _user() -> str:
    """Whoever the system says we are; a container may know a number only."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


class Settings(BaseSettings):
    """
    Where the database is, where files are kept, and where the pages are served.

    Without `neo4j_uri` Linkage starts and uses an embedded Neo4j of its own under `home`; `memory` is its heap
    in MiB. `public` lets `host` be an address that other machines reach; `allowed_hosts` are the names, parted by
    commas, that the server answers to beside those of this machine, `allowed_origins` those whose pages may read its
    answers; with `introspection` it tells of its schema, and gives GraphiQL to browsers. `trusted_documents` is a folder or
    a manifest of the only documents that it answers; with `plans` it tells the statements that it sends to whoever
    asks, for those who develop. It serves by `workers` processes, writes a line for each request with `access_log`, tells
    figures at `/metrics` with `metrics`, and sends spans with `tracing`. `coder` is who the record of a load names.
    `opening` is the lens that the front page shows when it is asked for none, spelt as in its address.
    """

    model_config = SettingsConfigDict(env_prefix="LINKAGE_", frozen=True, extra="ignore", hide_input_in_errors=True)

    neo4j_uri: str | None = None
    neo4j_user: str = "neo4j"
    neo4j_password: SecretStr = SecretStr("")
    neo4j_database: str = "neo4j"
    home: Path = Field(default_factory=lambda: user_data_path("linkage", appauthor=False))
    cache: Path = Field(default_factory=lambda: user_cache_path("linkage", appauthor=False))
    bolt_port: Annotated[int, Field(ge=1024, le=65535)] | None = None
    memory: Annotated[int, Field(ge=512)] = 1024
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    public: bool = False
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    allowed_origins: Annotated[tuple[Annotated[str, Field(pattern=_ORIGIN)], ...], NoDecode] = ()
    introspection: bool = True
    trusted_documents: Path | None = None
    plans: bool = False
    workers: Annotated[int, Field(ge=1, le=64)] = 1
    access_log: bool = False
    metrics: bool = False
    tracing: bool = False
    coder: Annotated[str, Field(min_length=1, max_length=80)] = Field(default_factory=_user)
    opening: str = "theatre=syria&theatre=libya&as-of=2020-09-16&roll-up=yes"

    @field_validator("allowed_hosts", "allowed_origins", mode="before")
    @classmethod
    def _part_names(cls, names: object) -> object:
        return tuple(filter(None, names.replace(" ", "").split(","))) if isinstance(names, str) else names

    @model_validator(mode="after")
    def _check_address(self) -> Self:
        if self.neo4j_uri is not None:
            if holds_login(self.neo4j_uri):
                raise ValueError(
                    f"LINKAGE_NEO4J_URI: {LOGIN_IN_ADDRESS}, as LINKAGE_NEO4J_USER and LINKAGE_NEO4J_PASSWORD"
                )
            scheme, separator, rest = self.neo4j_uri.partition("://")
            if scheme not in SCHEMES or not separator or not rest:
                raise ValueError(f"LINKAGE_NEO4J_URI needs one of {', '.join(SCHEMES)} before ://")
        return self


def load_settings() -> Settings:
    """Read the environment; SettingsError names the first variable that cannot be used, and why."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"LINKAGE_{name}: {reason(first)}" if name else reason(first)) from error
