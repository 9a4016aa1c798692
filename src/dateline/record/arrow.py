"""Arrow types and values derived from the dataclasses of ``schema``: one vocabulary in memory and on disk.

A field's type says all: ``Span`` is a struct of start and end, a tuple a list, a dataclass a struct of its fields.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING
from typing import Any

import pyarrow as pa

from dateline.schema import Span

SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32())])
"""A half-open range of code points into the article's text."""
SPANS = pa.list_(SPAN)
_PLAIN: dict[Any, pa.DataType] = {
    str: pa.string(), int: pa.int32(), float: pa.float64(), bool: pa.bool_(), bytes: pa.binary(), Span: SPAN,
}  # fmt: skip


def fields(row: type) -> dict[str, Any]:
    """The fields of the dataclass ``row`` with their types, in order."""
    hints = typing.get_type_hints(row)
    return {f.name: hints[f.name] for f in dataclasses.fields(row)}


def arrow_type(hint: Any) -> pa.DataType:
    """The Arrow type of a field."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return pa.string()
    if origin in (types.UnionType, typing.Union):
        return arrow_type(_given(hint))
    if origin is tuple:
        return pa.list_(arrow_type(parts[0]))
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return pa.struct([(name, arrow_type(h)) for name, h in fields(hint).items()])
    raise TypeError(f"no Arrow type for {hint!r}")


def _given(hint: Any) -> Any:
    """The type of an optional field where it is given."""
    return next(h for h in typing.get_args(hint) if h is not types.NoneType)


@functools.cache
def encoder(hint: Any) -> Callable[[Any], Any] | None:
    """What turns a field's value into what Arrow takes for ``arrow_type(hint)``; None where it is the same."""
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return encoder(_given(hint))
    if origin is tuple:
        inner = encoder(parts[0])
        return None if inner is None else lambda values: None if values is None else [inner(v) for v in values]
    if hint is not Span and dataclasses.is_dataclass(hint) and isinstance(hint, type):
        names = tuple(fields(hint))
        return lambda value: None if value is None else tuple(getattr(value, n) for n in names)
    return None


def decode(hint: Any, value: Any) -> Any:
    """The field's value, from what Arrow gives back as Python."""
    if value is None:
        return None
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return decode(_given(hint), value)
    if origin is tuple:
        return tuple(decode(parts[0], v) for v in value)
    if hint is Span:
        return Span(value["start"], value["end"])
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return decoded(hint, value)
    return value


def decoded(row: type, values: Mapping[str, Any]) -> Any:
    """An instance of the dataclass ``row`` from a mapping that has its fields, among others.

    What an older program did not write is missing or null there, and as the dataclass has it by default.
    """
    told = ((name, hint, values.get(name)) for name, hint in fields(row).items())
    return row(**{n: decode(hint, v) for n, hint, v in told if v is not None or n not in _by_default(row)})


@functools.cache
def _by_default(row: type) -> frozenset[str]:
    """The fields that need not be given."""
    given = (f.name for f in dataclasses.fields(row) if f.default is MISSING and f.default_factory is MISSING)
    return frozenset(fields(row)) - frozenset(given)
