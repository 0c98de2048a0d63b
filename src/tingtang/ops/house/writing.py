"""Only rooms named `actions` write: a test of the source's syntax trees.

Found are: the tools of a turn imported, Django's writing methods called, SQL that changes data.
What a method is can't be known from a syntax tree, so names shared with harmless ones (`update`,
`delete`, `save`) count where they are called as only Django's are: with keywords alone, or bare.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tingtang.ops.house import Fault

#: Modules that may write though they are no `actions`, each with its reason.
EXCEPTIONS: Mapping[str, str] = {
    "ledger/statement.py": "makes the statements of a turn and those that load, for all actions",
}
_TOOLS = frozenset({"turn", "Turn", "verb"})
_ALWAYS = frozenset(
    {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "abulk_create"}
    | {"abulk_update", "aget_or_create", "aupdate_or_create", "_raw_delete"}
)
_BY_KEYWORDS = frozenset({"create", "update", "acreate", "aupdate"})
_BARE = frozenset({"save", "delete", "asave", "adelete"})
_CHANGES = re.compile(
    r"\b(insert\s+into|update\s+(only\s+)?[\w\".]+\s+set|delete\s+from|truncate\s+\w+|merge\s+into)\b",
    re.IGNORECASE,
)


def writing_faults(root: Path, exceptions: Mapping[str, str] = EXCEPTIONS) -> list[Fault]:
    """Everything under `root` (the package's folder) that writes and may not."""
    found: list[Fault] = []
    idle = set(exceptions)
    for path in sorted(root.rglob("*.py")):
        module = path.relative_to(root)
        faults = [] if _is_actions(module) else [*_faults(module.as_posix(), path)]
        if module.as_posix() in exceptions and faults:
            idle.discard(module.as_posix())
        else:
            found += faults
    return found + [Fault(name, "is excepted, but writes nothing") for name in sorted(idle)]


def _is_actions(module: Path) -> bool:
    return module.name == "actions.py" or bool({"actions", "migrations"} & {*module.parts})


def _faults(module: str, path: Path) -> Iterator[Fault]:
    tree = ast.parse(path.read_text("utf-8"), str(path))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    pieces = {id(e) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for e in n.values}
    for node in ast.walk(tree):
        says = ""
        if isinstance(node, ast.ImportFrom):
            says = _imported(node)
        elif isinstance(node, ast.Call):
            says = _called(node)
        elif isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in prose | pieces:
            says = _said(node)
        if says:
            line = getattr(node, "lineno", 0)
            yield Fault(f"{module}:{line}", f"{says}; only actions write")


def _imported(node: ast.ImportFrom) -> str:
    names = {alias.name for alias in node.names}
    if node.module == "tingtang.ledger.turn" and names & _TOOLS:
        return f"imports {', '.join(sorted(names & _TOOLS))} of ledger.turn"
    if node.module == "tingtang.ledger.actions" and "aside" in names:
        return "imports aside of ledger.actions"
    if node.module == "tingtang.ledger" and "turn" in names:
        return "imports ledger.turn"
    return ""


def _called(node: ast.Call) -> str:
    if not isinstance(node.func, ast.Attribute):
        return ""
    name = node.func.attr
    only_keywords = not node.args and bool(node.keywords)
    writes = (
        name in _ALWAYS
        or (name in _BY_KEYWORDS and only_keywords)
        or (name in _BARE and not node.args)
    )
    return f"calls .{name}()" if writes else ""


def _said(node: ast.Constant | ast.JoinedStr) -> str:
    match = _CHANGES.search(_text(node))
    return f"holds SQL that changes data ({match.group()})" if match else ""


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    pieces = (_text(each) if isinstance(each, ast.Constant) else "x" for each in node.values)
    return "".join(pieces)
