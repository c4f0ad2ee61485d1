"""Documents by chance: the compiled answer is, byte for byte, the one that graphql-core completes field by field."""

from graphql import parse, validate
from hypothesis import HealthCheck, given, settings

from tests.documents import Question, questions
from tests.reference import SCHEMA, Reference
from tests.routes import SMALL, Routes

DOCUMENTS = 320
USED = (
    "@skip", "@include", "...F", "... on Node", "... on Claim", "... {", "$v0", "lens: {", "filter: {", "AND: [",
    "OR: [", "NOT: {", "orderBy:", "after:", "before:", "last:", "some: {", "all: {", "none: {", "single: {", "is: {", "__typename", "edges {", "nodes {", "pageInfo {", "object {", "node(",
    "nodes(", "subgraph(", "claimCounts(", "relationCounts(", "COUNT_DESC", "rollUp:", "null",
)  # fmt: skip
"""What is to be found in some document or other."""


def test_compiled_answers_are_those_of_default_completion(both: Routes) -> None:
    asked: list[Question] = []

    @settings(
        max_examples=DOCUMENTS,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(questions(Reference(SMALL)))
    def agree(question: Question) -> None:
        asked.append(question)
        assert validate(SCHEMA, parse(question.document)) == []
        both.agree(question.document, **question.variables)

    agree()

    documents = {question.document for question in asked}
    assert len(documents) >= 200
    assert [part for part in USED if not any(part in document for document in documents)] == []
