"""The lens as options of a command: read off the fields of the lens, the same wherever relations are looked at."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import wraps
from inspect import Parameter
from typing import Annotated, Any

import typer

from linkage.graph.lens import Lens
from linkage.graph.lens_fields import LensField

DAY = ["%Y-%m-%d"]

Command = Callable[..., None]


def takes_lens(
    *names: str,
    without: tuple[str, ...] = (),
    apart: Mapping[str, tuple[str, ...]] | None = None,
    help: Mapping[str, str] | None = None,
    defaults: Mapping[str, object] | None = None,
) -> Callable[[Command], Command]:
    """
    Give a command options for the fields *names* of the lens, or for all *without* some, and the `lens` they make.

    They stand where the command has its parameter `lens`, and those *apart* before the parameter named there.
    *help* and *defaults* hold what is said and assumed in this command alone; `...` makes an option required.
    """
    fields = {field.name: field for field in Lens.fields()}
    chosen = [fields[name] for name in names or fields if name not in without]
    places = {name: place for place, moved in (apart or {}).items() for name in moved}
    options: dict[str, list[Parameter]] = {}
    for field in chosen:
        default = (defaults or {}).get(field.name, None if field.many else field.default)
        option = _option(field, default, (help or {}).get(field.name, field.help))
        options.setdefault(places.get(field.name, "lens"), []).append(option)

    def decorate(command: Command) -> Command:
        @wraps(command)
        def with_lens(**values: Any) -> None:
            lens = Lens(**{field.name: _value(field, values.pop(field.name)) for field in chosen})
            command(lens=lens, **values)

        # Typer knows the options of a command by its signature alone.
        parameters = list(_merged(inspect.signature(command).parameters.values(), options))
        with_lens.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        with_lens.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return with_lens

    return decorate


def day(moment: datetime | None) -> date | None:
    """The day of what typer reads as a moment."""
    return moment.date() if moment else None


def _merged(parameters: Iterable[Parameter], options: Mapping[str, list[Parameter]]) -> Iterator[Parameter]:
    for parameter in parameters:
        yield from options.get(parameter.name, ())
        if parameter.name != "lens":
            yield parameter.replace(kind=Parameter.KEYWORD_ONLY)


def _option(field: LensField, default: object, help: str) -> Parameter:
    flag = f"--{field.word}/--no-{field.word}" if default is True else f"--{field.word}"
    kind: Any = datetime if field.type is date else field.type
    if field.many:
        kind = list[kind]
    option = typer.Option(flag, help=help, min=field.least, max=field.most, formats=DAY if kind is datetime else None)
    return Parameter(
        field.name,
        Parameter.KEYWORD_ONLY,
        default=Parameter.empty if default is ... else default,
        annotation=Annotated[kind | None if default is None else kind, option],
    )


def _value(field: LensField, typed: Any) -> Any:
    if field.many:
        return tuple(typed or ())
    return day(typed) if field.type is date else typed
