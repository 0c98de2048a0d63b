"""Every refusal has a sentence in all three languages, whose placeholders every refusal fills."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tingtang.kernel.words import LANGUAGES
from tingtang.ops.house import Fault

_PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}")
#: Facts whose values have words of their own: `state.waiting`, `move.call`.
_SPELT = ("state", "move")
#: Where a code is not written out: who hands it on.
HANDED_ON: Mapping[str, str] = {
    "ledger/turn.py": "Turn.one refuses with the code that it is given",
}


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A place in the source that refuses."""

    where: str
    code: str
    facts: frozenset[str]
    place: str  # what is to be mended, where it is written out


def wording_faults(
    root: Path, words: Path, handed_on: Mapping[str, str] = HANDED_ON
) -> list[Fault]:
    """Everything that is refused without a sentence, or said without being refused."""
    catalogues: dict[str, dict[str, str]] = {
        language: json.loads((words / f"{language}.json").read_text("utf-8"))
        for language in LANGUAGES
    }
    trees = {
        path.relative_to(root).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(root.rglob("*.py"))
    }
    refusals = [each for item in trees.items() for each in _refusals(*item)]
    spelt = {f"{fact}.{value}" for tree in trees.values() for fact, value in _spelt(tree)}
    return sorted(
        {
            *_handed_on(trees, handed_on),
            *_unlike(catalogues),
            *_unnamed(refusals, catalogues[LANGUAGES[0]]),
            *_unsaid(refusals, spelt, catalogues[LANGUAGES[0]]),
            *_unfilled(refusals, catalogues[LANGUAGES[0]]),
        }
    )


# ---------------------------------------------------------------- what the source says


def _refusals(module: str, tree: ast.AST) -> Iterator[_Refusal]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if _name(node) == "Refused":
            codes = node.args[:1]
            facts = {word.arg: word.value for word in node.keywords if word.arg}
        elif isinstance(node.func, ast.Attribute) and node.func.attr == "one":
            codes, facts = node.args[1:2], {}
        else:
            continue
        place = _text(facts.get("where"))
        for code in map(_text, codes):
            if code:
                yield _Refusal(f"{module}:{node.lineno}", code, frozenset(facts), place)


def _text(node: ast.expr | None) -> str:
    """A text that is written out, or nothing."""
    constant = node.value if isinstance(node, ast.Constant) else None
    return constant if isinstance(constant, str) else ""


def _handed_on(trees: Mapping[str, ast.AST], known: Mapping[str, str]) -> Iterator[Fault]:
    """Refusals whose code is not written out where it can be seen."""
    for module, tree in trees.items():
        for node in ast.walk(tree) if module not in known else ():
            if not isinstance(node, ast.Call) or _name(node) != "Refused":
                continue
            if not (node.args and isinstance(node.args[0], ast.Constant)):
                yield Fault(f"{module}:{node.lineno}", "refuses with a code not written out")


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _spelt(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """What a state or a move may be: of the enumerations in tables of moves, and of refusals."""
    in_tables = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target).endswith("MOVES"):
            names = (each.id for each in ast.walk(node.annotation) if isinstance(each, ast.Name))
            in_tables.update(names)
        elif isinstance(node, ast.Call) and _name(node) == "Refused":
            yield from _spelt_in(node)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name in in_tables:
            fact = "move" if node.name.endswith("Move") else "state"
            for line in node.body:
                if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
                    yield fact, str(line.value.value)


def _spelt_in(refusal: ast.Call) -> Iterator[tuple[str, str]]:
    for word in refusal.keywords:
        if word.arg in _SPELT:
            for value in ast.walk(word.value):
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield word.arg, value.value


# ---------------------------------------------------------------- what is wrong


def _placeholders(sentence: str) -> set[str]:
    return set(_PLACEHOLDER.findall(sentence))


def _unlike(catalogues: Mapping[str, Mapping[str, str]]) -> Iterator[Fault]:
    first, *others = LANGUAGES
    for language in others:
        mine, theirs = catalogues[language], catalogues[first]
        for code in sorted(mine.keys() ^ theirs.keys()):
            lacking = language if code in theirs else first
            yield Fault(f"{lacking}.json", f"has no sentence for {code}")
        for code in sorted(mine.keys() & theirs.keys()):
            if _placeholders(mine[code]) != _placeholders(theirs[code]):
                yield Fault(f"{language}.json", f"{code} has other placeholders than {first}")


def _unsaid(
    refusals: list[_Refusal], spelt: set[str], sentences: Mapping[str, str]
) -> Iterator[Fault]:
    codes = {refusal.code for refusal in refusals}
    for refusal in refusals:
        if refusal.code not in sentences:
            yield Fault(refusal.where, f"no catalogue has a sentence for {refusal.code}")
    plain = {code for code in sentences if "." not in code}
    for code in sorted(plain - codes):
        yield Fault(f"{LANGUAGES[0]}.json", f"{code} is never refused with")
    dotted = {code for code in sentences if code.split(".")[0] in _SPELT and "." in code}
    for code in sorted(dotted ^ spelt):
        says = "is no state or move" if code in sentences else "has no word"
        yield Fault(f"{LANGUAGES[0]}.json", f"{code} {says}")


def _unnamed(refusals: list[_Refusal], sentences: Mapping[str, str]) -> Iterator[Fault]:
    """Places of bad input that only a programmer would know by their name."""
    for refusal in refusals:
        place = refusal.place
        field = place.isidentifier() and place.islower()  # no header, no option of a command
        if field and f"where.{place}" not in sentences:
            yield Fault(refusal.where, f"no catalogue has a word for the place {place}")


def _unfilled(refusals: list[_Refusal], sentences: Mapping[str, str]) -> Iterator[Fault]:
    for refusal in refusals:
        wanted = _placeholders(sentences.get(refusal.code, ""))
        missing = wanted - refusal.facts - {"where"}
        if "where" in wanted and "where" not in refusal.facts:
            missing.add("where")
        if missing:
            says = f"{refusal.code} is refused without {', '.join(sorted(missing))}"
            yield Fault(refusal.where, says)
