"""`linkage claim`: what it opens, and what it says of a key that leads nowhere."""

import pytest

from linkage.cli.claim import open_claim
from linkage.graph.errors import LinkageError


def test_a_key_that_leads_to_no_claim_is_named() -> None:
    with pytest.raises(LinkageError, match="there is no claim 'nothing'"):
        open_claim(lambda *_: {"claim": None}, "nothing")


def test_a_claim_is_opened_by_its_key() -> None:
    claims: dict[object, object] = {"met": {"key": "met"}}

    assert open_claim(lambda _, variables: {"claim": claims.get(variables["key"])}, "met") == {"key": "met"}
