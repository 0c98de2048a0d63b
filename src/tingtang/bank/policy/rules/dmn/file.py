"""The decision table in an XML file: found under whatever prefix, and nothing else looked at.

A file is somebody else's: a DOCTYPE, with which entities would come, is refused unread.
"""

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tingtang.bank.policy.rules.dmn.names import MODELS
from tingtang.bank.policy.rules.kinds import KINDS
from tingtang.bank.policy.rules.tables import Kind
from tingtang.kernel.refused import Refused

MOST_BYTES = 1024 * 1024
SHOWN = 60  # characters of a file's own names, in a refusal
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def table_of(kind: Kind, text: str) -> Element:
    """The file's table of this kind: its only one, or the only one of its name.

    Refuses with too_large, dmn_not_xml, dmn_with_dtd, dmn_no_table, dmn_many_tables,
    dmn_other_table, dmn_other_hit.
    """
    decision, table = _only(kind, _root(text))
    other = next((name for name in _called(decision) if name in KINDS), kind.name)
    if other != kind.name:
        raise Refused("dmn_other_table", found=other, table=kind.name)
    hit = table.get("hitPolicy", "UNIQUE").strip().lower()
    if hit != kind.hit.value:
        raise Refused("dmn_other_hit", found=hit[:SHOWN].upper(), wanted=kind.hit.value.upper())
    return table


def _root(text: str) -> Element:
    if len(text.encode(errors="replace")) > MOST_BYTES:
        raise Refused("too_large", most_kb=MOST_BYTES // 1024)
    try:
        root: Element = fromstring(text.removeprefix("\ufeff"), forbid_dtd=True)
    except DefusedXmlException:
        raise Refused("dmn_with_dtd") from None
    except ParseError as error:
        raise Refused("dmn_not_xml", line=error.position[0]) from None
    except UnicodeEncodeError as error:  # half a surrogate pair
        raise Refused("dmn_not_xml", line=text.count("\n", 0, error.start) + 1) from None
    return root


def _only(kind: Kind, root: Element) -> tuple[Element, Element]:
    found = [
        (decision, table)
        for decision in root.iter()
        if _is(decision, "decision")
        for table in named(decision, "decisionTable")
    ]
    if not found:
        raise Refused("dmn_no_table")
    of_the_name = [each for each in found if kind.name in _called(each[0])]
    found = of_the_name or found
    if len(found) > 1:
        raise Refused("dmn_many_tables", tables=len(found), table=kind.name)
    return found[0]


def _called(decision: Element) -> tuple[str, str]:
    return decision.get("id", ""), decision.get("name", "")


def _is(element: Element, name: str) -> bool:
    space, brace, local = element.tag.rpartition("}")
    return brace == "}" and local == name and space[1:] in MODELS


def named(parent: Element, name: str) -> list[Element]:
    """The children that DMN calls so: extensions of tools are none of them."""
    return [child for child in parent if _is(child, name)]


def text_of(parent: Element, *path: str) -> str:
    """The text at the path's end, on one line; empty where there is none."""
    for name in (*path, "text"):
        found = named(parent, name)
        if not found:
            return ""
        parent = found[0]
    return on_one_line(parent.text or "")


def on_one_line(text: str) -> str:
    """As cells and sentences are kept: tools break and indent what is long."""
    if not _CONTROL.search(text):
        return text
    return " ".join(filter(None, (part.strip() for part in _CONTROL.split(text))))
