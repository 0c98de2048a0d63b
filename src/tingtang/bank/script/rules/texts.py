"""What the words of a script must be: three languages, one breath, and nothing that binds the bank.

Reference
---------
DOMAIN.md §15 (version, approver, expiry, banned words), §12 (the right to know).
"""

from collections.abc import Mapping

from tingtang.bank.policy.rules.kinds.sentence import SITUATIONS
from tingtang.bank.wording.rules.promises import check_wording
from tingtang.kernel.refused import Refused
from tingtang.kernel.words import LANGUAGES

LONGEST = {"zh-Hans": 60, "zh-Hant": 60, "en": 160}  # characters: what is said in one breath
NOBODY = "none"  # the situation in which nothing is said


def check_situation(situation: str) -> None:
    """Refuses with `unknown_situation` what no script can be for."""
    if situation not in SITUATIONS or situation == NOBODY:
        raise Refused("unknown_situation", where="situation")


def check_texts(texts: Mapping[str, str]) -> None:
    """Refuses the first thing that is wrong, with its place; see `check_wording` for what may not
    be said.
    """
    if set(texts) != set(LANGUAGES):
        raise Refused("bad_input", where="texts")
    for language in LANGUAGES:
        said, where = texts[language], f"texts.{language}"
        if not said.strip() or not said.isprintable():
            raise Refused("bad_input", where=where)
        if len(said) > LONGEST[language]:
            raise Refused("script_too_long", where=where, most=LONGEST[language])
        for slip in check_wording(said):
            raise slip.refused(where)
