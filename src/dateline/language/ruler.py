"""The attribute ruler's rules looked up by a word's key instead of matched at every word.

The model's ruler gives words their part of speech and morphology by some two hundred patterns of one or two tokens
over the word, its tag and its relation. What they do to a word therefore depends on few keys, which come again and
again; each is matched once a process. A ruler with patterns of any other kind is run as it is.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_COLUMNS = ("LOWER", "TAG", "DEP", "IS_SPACE")
_Key = tuple[int, int, int, int]
_KNOWN_WORDS = 1 << 16
"""Words of which it is remembered whether any pattern looks at them."""


@dataclass(frozen=True, slots=True)
class _Test:
    """What a pattern asks of one column: a value among ``numbers``, or not among them; or a word like ``like``."""

    column: int
    numbers: frozenset[int] = frozenset()
    inside: bool = True
    like: re.Pattern[str] | None = None


_Step = tuple[_Test, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A pattern of two tokens; ``target`` is the one, 0 or 1, that is given the attributes of the rule ``rule``."""

    rule: int
    first: _Step
    second: _Step
    target: int


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the patterns say of all words of one key."""

    rules: frozenset[int]
    """The rules whose patterns of one token they match."""
    opens: frozenset[int]
    """The pairs whose first token they match, by number."""
    closes: frozenset[int]
    attributes: dict[int, Any]
    """What ``rules`` give, the later ones before the earlier."""


class Ruler:
    """Does to a document what the attribute ruler ``ruler`` does."""

    def __init__(self, ruler: AttributeRuler) -> None:
        from spacy.tokens._retokenize import set_token_attrs

        self._set = set_token_attrs
        self._ruler = ruler
        self._single: list[tuple[int, _Step]] = []
        self._pairs: list[_Pair] = []
        self.exact = self._take(ruler.patterns, ruler.vocab.strings)
        """Whether all patterns are of the kinds that can be looked up."""
        steps = [s for _, s in self._single] + [s for p in self._pairs for s in (p.first, p.second)]
        tests = [test for step in steps for test in step if test.column == 0]
        self._words = frozenset(n for test in tests for n in test.numbers)
        self._likes = tuple({test.like for test in tests if test.like is not None})
        self._strings = ruler.vocab.strings
        self._kinds: dict[_Key, _Kind] = {}
        self._word = functools.lru_cache(_KNOWN_WORDS)(self._looked_at)

    def pipe(self, docs: Iterable[Doc], batch_size: int = 32) -> list[Doc]:
        """Set the attributes of the words of ``docs``, in place."""
        if not self.exact:
            return list(self._ruler.pipe(docs, batch_size=batch_size))
        return [self._apply(doc) for doc in docs]

    def _take(self, patterns: Iterable[Mapping[str, Any]], strings: StringStore) -> bool:
        for rule, row in enumerate(patterns):
            for pattern in row["patterns"]:
                steps = [_step(token, strings) for token in pattern]
                index = row["index"]
                if any(step is None for step in steps) or len(steps) > 2 or index not in range(len(steps)):
                    return False
                known = [step for step in steps if step is not None]
                if len(known) == 1:
                    self._single.append((rule, known[0]))
                else:
                    self._pairs.append(_Pair(rule, known[0], known[1], index))
        return True

    def _apply(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        word, known = self._word, self._kinds
        kinds: list[_Kind] = []
        for lower, tag, dep, space in zip(*doc.to_array(list(_COLUMNS)).T.tolist(), strict=True):
            key = (word(lower), tag, dep, space)
            kind = known.get(key)
            if kind is None:
                kind = known[key] = self._kind(key)
            kinds.append(kind)
        given = [kind.attributes for kind in kinds]
        for i, rules in self._paired(kinds).items():
            given[i] = self._attributes(kinds[i].rules | rules)
        for token, attributes in zip(doc, given, strict=True):
            if attributes:
                self._set(token, attributes)
        return doc

    def _looked_at(self, lower: int) -> int:
        """The number of a word that some pattern looks at; 0 for all other words, which are alike."""
        if lower in self._words or any(like.search(self._strings[lower]) for like in self._likes):
            return lower
        return 0

    def _paired(self, kinds: Sequence[_Kind]) -> dict[int, set[int]]:
        """The rules whose patterns of two tokens give something to a token, by the token's number."""
        found: dict[int, set[int]] = {}
        for i in range(len(kinds) - 1):
            if kinds[i].opens:
                for number in kinds[i].opens & kinds[i + 1].closes:
                    pair = self._pairs[number]
                    found.setdefault(i + pair.target, set()).add(pair.rule)
        return found

    def _kind(self, key: _Key) -> _Kind:
        rules = frozenset(rule for rule, step in self._single if self._matches(step, key))
        return _Kind(
            rules=rules,
            opens=frozenset(n for n, pair in enumerate(self._pairs) if self._matches(pair.first, key)),
            closes=frozenset(n for n, pair in enumerate(self._pairs) if self._matches(pair.second, key)),
            attributes=self._attributes(rules),
        )

    def _attributes(self, rules: Iterable[int]) -> dict[int, Any]:
        """What ``rules`` give together: later rules overwrite earlier ones."""
        joined: dict[int, Any] = {}
        for rule in sorted(rules):
            joined.update(self._ruler.attrs[rule])
        return joined

    def _matches(self, step: _Step, key: _Key) -> bool:
        for test in step:
            number = key[test.column]
            if test.like is not None:
                if not number or not test.like.search(self._strings[number]):
                    return False
            elif (number in test.numbers) != test.inside:
                return False
        return True


def _step(token: Mapping[str, Any], strings: StringStore) -> _Step | None:
    """One token's pattern, or None where it asks for something else than the columns, or in another way."""
    asked = [_test(name, value, strings) for name, value in token.items()]
    known = tuple(test for test in asked if test is not None)
    return known if known and len(known) == len(asked) else None


def _test(name: str, value: object, strings: StringStore) -> _Test | None:
    if name not in _COLUMNS:
        return None
    column = _COLUMNS.index(name)
    if name == "IS_SPACE":
        return _Test(column, frozenset({int(value)})) if isinstance(value, bool) else None
    if isinstance(value, str):
        return _Test(column, frozenset({strings.add(value)}))
    if not isinstance(value, dict) or len(value) != 1:
        return None
    ((kind, asked),) = value.items()
    if kind in ("IN", "NOT_IN"):
        return _Test(column, frozenset(strings.add(word) for word in asked), kind == "IN")
    return _Test(column, like=re.compile(asked)) if kind == "REGEX" and column == 0 else None
