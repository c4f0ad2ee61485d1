"""From a request to its answer: parse, validate and weigh once per text, compile once per outline, run."""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSyntaxError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    execute,
    parse,
    specified_rules,
    validate,
)
from graphql.validation.rules import overlapping_fields_can_be_merged

from linkage.api.compiler.deferred import Deferred, Run, T
from linkage.api.compiler.parameters import GIVEN
from linkage.api.compiler.statement import QueryPlan, compile_field, outline
from linkage.api.errors import bad_input, coded, unknown_keys
from linkage.api.http import limits
from linkage.api.http.accounts import accounting, current_account
from linkage.api.http.flights import Flights
from linkage.api.http.generations import Generations
from linkage.api.http.identification import current_request, traced
from linkage.api.http.tracing import step
from linkage.api.http.workers import Workers
from linkage.api.schema.build import SCHEMA, FinishingExecutor
from linkage.graph.answers import described
from linkage.graph.errors import (
    LinkageError,
    QueryError,
    StatementTimeoutError,
    StoreBusyError,
    StoreError,
    TornReadError,
)
from linkage.graph.store.generation import GraphState
from linkage.graph.store.operation import current_operation

# Comparing repeated fields pair by pair may take half a second with the default; no honest query comes near.
# graphql-core reads the budget there and documents assigning as the way to set it.
overlapping_fields_can_be_merged.MAX_COMPLEXITY_BUDGET = 50_000

DOCUMENTS = 500
PLANS = 100
_LONGEST_MESSAGE = 300
_RULES = {True: specified_rules, False: (*specified_rules, NoSchemaIntrospectionCustomRule)}
"""What a document has to keep to, by whether it may ask for the schema."""
_UNANSWERED = coded(
    "OPERATION_RESOLUTION_FAILURE", "a subscription is answered as text/event-stream or over a web socket: accept one"
)
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Prepared:
    """A valid document with the plans of its root fields, by response name and outline of the variables."""

    document: DocumentNode
    fragments: dict[str, FragmentDefinitionNode]
    plans: OrderedDict[tuple[Any, ...], QueryPlan] = field(default_factory=OrderedDict)

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation of this name, or the only one; a GraphQLError where there is none such."""
        operations = [
            definition
            for definition in self.document.definitions
            if isinstance(definition, OperationDefinitionNode)
            and (name is None or (definition.name is not None and definition.name.value == name))
        ]
        if len(operations) != 1:
            problem = "has several operations; name one" if operations else f"has no operation {name!r}"
            raise coded("OPERATION_RESOLUTION_FAILURE", f"the document {problem}")
        return operations[0]


class Service:
    """
    Answers GraphQL requests over one database; holds no state but prepared documents.

    What takes long to work out goes to the workers, so that other requests are not held up; without any it is done
    in place. Without *introspection* nothing is told of the schema.
    """

    def __init__(self, run: Run, workers: Workers | None = None, *, introspection: bool = True) -> None:
        self.generations = Generations(accounting(Flights(run).run))
        self._workers = workers
        self.prepare = lru_cache(DOCUMENTS)(partial(prepare, introspection=introspection))

    async def answer(
        self, query: str, variables: dict[str, Any] | None = None, operation_name: str | None = None
    ) -> dict[str, Any]:
        """The response map of `answer_of`."""
        answer, _ = await self.answer_of(query, variables, operation_name)
        return answer

    async def answer_of(
        self, query: str, variables: dict[str, Any] | None, operation_name: str | None
    ) -> tuple[dict[str, Any], GraphState | None]:
        """
        The response map: `data` where the request could be run, `errors` where anything went wrong.

        All of it is of one generation of the graph, which stands beside it and in `extensions.dataSet`, unless
        nothing was read. TornReadError within an operation that is torn.
        """
        try:
            prepared, operation = self.weighed(query, variables, operation_name)
        except QueryError as refusal:
            return {"errors": refusal.errors}, None
        if operation.operation is not OperationType.QUERY:
            return {"errors": [format_error(_UNANSWERED)]}, None
        executed = partial(self._executed, prepared, operation, variables, operation_name)
        try:
            result, state = await self.generations.complete(executed)
        except TornReadError:
            raise
        except StoreError as error:
            return {"errors": [store_refusal(error)]}, None
        answer = response_map(result)
        return (answer | {"extensions": {"dataSet": described(state)}} if state else answer), state

    def weighed(
        self, query: str, variables: dict[str, Any] | None, operation_name: str | None
    ) -> tuple[Prepared, OperationDefinitionNode]:
        """The document and the operation that is asked for; QueryError where it cannot be run, or costs too much."""
        try:
            prepared = self.prepare(query)
            operation = prepared.operation(operation_name)
            _check_values(variables)
            weight = limits.check_cost(SCHEMA, operation, prepared.fragments, variables or {})
        except GraphQLSyntaxError as error:
            raise QueryError([format_error(error, "GRAPHQL_PARSE_FAILED")]) from error
        except GraphQLError as error:
            raise QueryError([format_error(error)]) from error
        except ValidationErrors as invalid:
            errors = [format_error(error, "GRAPHQL_VALIDATION_FAILED") for error in invalid.errors]
            raise QueryError(errors) from invalid
        account = current_account()
        if account:
            account.weight, account.operation = weight, operation.name.value if operation.name else None
        return prepared, operation

    async def complete(self, work: Callable[[], Awaitable[T]]) -> tuple[T, GraphState | None]:
        """What *work* returns, all of one generation, and that; QueryError where the graph does not come to rest."""
        with refusing():
            return await self.generations.complete(work)

    async def run(self, text: str, values: dict[str, Any]) -> list[Any]:
        """The columns of the one record that the statement returns; StoreError where the store cannot give it."""
        return await self.generations.run(text, values)

    async def ask(self, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        """The `data` of one of our own documents, whatever it costs; an error of it is raised."""
        prepared = self.prepare(document)
        result = await self._executed(prepared, prepared.operation(None), variables, None)
        for error in result.errors or ():
            raise error.original_error or error
        assert result.data is not None
        return result.data

    async def work(self, function: Callable[..., T], *arguments: Any) -> T:
        """What the function returns, from a process beside this one where there is one; not for a torn operation."""
        operation = current_operation()
        if operation:
            operation.check()
        return await self._workers.work(function, *arguments) if self._workers else function(*arguments)

    async def statements(self, document: str, variables: dict[str, Any]) -> list[str]:
        """The statements that answer a document, compiled and kept; the database is asked nothing."""
        prepared = self.prepare(document)
        operation = prepared.operation(None)
        texts: list[str] = []

        async def note(info: GraphQLResolveInfo[Any]) -> None:
            texts.append(_plan(prepared, operation, info).text)

        await _executed(prepared, variables, None, note)
        return texts

    async def _executed(
        self,
        prepared: Prepared,
        operation: OperationDefinitionNode,
        variables: dict[str, Any] | None,
        operation_name: str | None,
    ) -> ExecutionResult:
        return await _executed(prepared, variables, operation_name, partial(self._root, prepared, operation))

    async def _root(self, prepared: Prepared, operation: OperationDefinitionNode, info: GraphQLResolveInfo[Any]) -> Any:
        variables = info.variable_values
        plan = _plan(prepared, operation, info)
        parameters = {
            name: await value.answer(self) if isinstance(value, Deferred) else value
            for name, value in plan.parameters(variables).items()
        }
        value, unknown = await self.run(plan.text, {GIVEN: parameters})
        if unknown:
            raise unknown_keys(unknown)
        return plan.project(value, parameters)


async def _executed(
    prepared: Prepared,
    variables: dict[str, Any] | None,
    operation_name: str | None,
    root: Callable[[GraphQLResolveInfo[Any]], Awaitable[Any]],
) -> ExecutionResult:
    """What comes of the document where *root* answers each root field."""
    result = execute(
        SCHEMA,
        prepared.document,
        context_value=root,
        variable_values=variables,
        operation_name=operation_name,
        executor_class=FinishingExecutor,
        hide_suggestions=True,
    )
    return result if isinstance(result, ExecutionResult) else await result


def _plan(prepared: Prepared, operation: OperationDefinitionNode, info: GraphQLResolveInfo[Any]) -> QueryPlan:
    """How a root field is answered, compiled once for each outline of the variables."""
    variables = info.variable_values
    key = id(operation), info.path.key, outline(variables.coerced)
    plan = prepared.plans.get(key)
    if plan is None:
        with step("compile", **{"graphql.field.name": info.field_name}):
            plan = compile_field(SCHEMA, prepared.fragments, info.field_nodes, variables)
        prepared.plans[key] = plan
        if len(prepared.plans) > PLANS:
            prepared.plans.popitem(last=False)
    return plan


def prepare(query: str, *, introspection: bool = True) -> Prepared:
    """The parsed and validated document; GraphQLError or ValidationErrors where it is neither."""
    with step("parse"):
        document = parse(query, max_tokens=limits.TOKENS, allow_empty_selection_sets=False)
    with step("validate"):
        errors = validate(SCHEMA, document, _RULES[introspection], max_errors=20, hide_suggestions=True)
    if errors:
        raise ValidationErrors(errors)
    fragments = {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    return Prepared(document, fragments)


@lru_cache(DOCUMENTS)
def asked_types(query: str, operation_name: str | None) -> frozenset[OperationType]:
    """Of which types the operations are that may be asked for; none where the document cannot be read."""
    try:
        document = parse(query, max_tokens=limits.TOKENS, allow_empty_selection_sets=False)
    except GraphQLError:
        return frozenset()
    return frozenset(
        definition.operation
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode)
        and operation_name in (None, definition.name.value if definition.name else None)
    )


def _check_values(variables: dict[str, Any] | None) -> None:
    """What JSON cannot carry would break later, in the driver or in the answer."""
    try:
        orjson.dumps(variables)
    except TypeError as error:
        raise bad_input("variables hold half a character, a number beyond 64 bits, or too many levels") from error


class ValidationErrors(Exception):
    """All that is wrong with a document."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(f"{len(errors)} errors")
        self.errors = errors


def response_map(result: ExecutionResult) -> dict[str, Any]:
    """An execution's result as the response map; no error shows what only we should see."""
    answer: dict[str, Any] = {} if result.data is None and result.errors else {"data": result.data}
    if result.errors:
        answer["errors"] = [format_error(error) for error in result.errors]
        if any(error.path for error in result.errors):
            answer["data"] = result.data
    return answer


@contextmanager
def refusing() -> Iterator[None]:
    """QueryError where the store gave nothing at all."""
    try:
        yield
    except StoreError as error:
        raise QueryError([store_refusal(error)]) from error


def store_refusal(error: StoreError) -> dict[str, Any]:
    """Why the store gave nothing at all, as an error that the caller sees."""
    return format_error(GraphQLError(str(error), original_error=error))


def format_error(error: GraphQLError, code: str = "BAD_USER_INPUT") -> dict[str, Any]:
    """
    An error as the caller sees it; what we did not foresee keeps its words to itself.

    *code* is that of errors of graphql-core, which carry none: by default of those that come up in executing, for
    then values of variables are at fault.
    """
    code, message = _told(error, code)
    shortened = message if len(message) <= _LONGEST_MESSAGE else message[: _LONGEST_MESSAGE - 1] + "…"
    answer: dict[str, Any] = {"message": shortened, "extensions": {"code": code, **current_request()}}
    if error.locations:
        answer["locations"] = [{"line": location.line, "column": location.column} for location in error.locations]
    if error.path:
        answer["path"] = error.path
    return answer


def _told(error: GraphQLError, code: str) -> tuple[str, str]:
    """Code and message of an error."""
    match error.original_error:
        case None:
            return (error.extensions or {}).get("code", code), error.message
        case GraphQLError() as inner:
            extensions = {**(inner.extensions or {}), **(error.extensions or {})}
            return extensions.get("code", code), error.message
        case StatementTimeoutError() as timeout:
            return "TIMEOUT", f"{timeout}: ask for less"
        case StoreBusyError() as busy:
            return "BUSY", str(busy)
        case ValueError() if not error.path:
            return "GRAPHQL_VALIDATION_FAILED", "the document holds a value that cannot be read"
        case LinkageError() as problem:
            _log.error(traced(str(problem)))
            return "STORE_UNAVAILABLE", "the database does not answer; try again"
        case unforeseen:
            _log.error(traced("a field could not be answered"), exc_info=unforeseen)
            return "INTERNAL_SERVER_ERROR", "something went wrong here; it has been logged"
