"""Statements that are sure to be asked are planned by the database before anybody waits for them."""

import logging
import random
from collections.abc import Sequence
from typing import TypeAlias

from graphql import GraphQLError

from linkage.api.compiler.parameters import GIVEN
from linkage.api.http.service import Service
from linkage.api.http.trusted import TrustedDocuments
from linkage.api.leverage.reading import dossier_questions
from linkage.graph.errors import StoreError
from linkage.graph.lens import Lens
from linkage.graph.store.reader import Reader
from linkage.visualizations.network.view import QUERY, network_variables
from linkage.visualizations.pages.leverage.request import Inquiry
from linkage.visualizations.pages.leverage.result import leverage_questions

AskedDocument: TypeAlias = tuple[str, dict[str, object]]
"""A document and its variables."""
_log = logging.getLogger(__name__)


def questions(opening: Lens, trusted: TrustedDocuments | None = None) -> list[AskedDocument]:
    """What pages ask that are opened without a word, and the documents that are all there is to ask."""
    asked: list[AskedDocument] = [(QUERY, network_variables(opening))]
    if len(opening.theatres) > 1 and opening.as_of:
        asked += [*dossier_questions(opening), *leverage_questions(Inquiry(lens=opening))]
    return asked + [(text, {}) for text in (trusted.texts.values() if trusted else ())]


async def plan_ahead(service: Service, reader: Reader, asked: Sequence[AskedDocument]) -> None:
    """
    The database has planned the statements of all questions, one after the other.

    A document that needs values that we do not have is left out, and so is the rest where the database is away.
    """
    # Processes that start together are not to plan the same at the same time.
    for document, variables in random.sample(asked, len(asked)):
        try:
            for text in await service.statements(document, variables):
                await reader.plan(text, {GIVEN: {}})
        except GraphQLError as error:
            _log.debug("a document cannot be planned ahead: %s", error)
        except StoreError as error:
            _log.warning("statements are not planned ahead: %s", error)
            return
