"""Numbers that people bear: whether they can be right, and how they are shown."""

import re
from datetime import date

from tingtang.bank.customer.rules import NumberKind
from tingtang.kernel.refused import Refused

_ID = re.compile(r"[0-9]{17}[0-9X]")
_OTHER_DOCUMENT = re.compile(r"(?=.*[A-Z])[A-Z0-9]{5,20}|[0-9]{8}")  # passports, permits
_CARD = re.compile(r"[0-9]{12,19}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_PHONE = re.compile(r"\+?[0-9][0-9-]{5,18}[0-9]")
_SCIENTIFIC = re.compile(r"[0-9]([.,][0-9]+)?E[+]?[0-9]+")
_DOCUMENT = re.compile(r"[0-9A-Z]{5,20}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def plain(number: str) -> str:
    """Without blanks and hyphens, in capitals: as a reader gives it."""
    return re.sub(r"[\s-]", "", number).upper()


def read_number(kind: NumberKind, typed: str) -> str:
    """A number as it is looked for: a passbook's, which has no check digit, too. A refusal never
    repeats it.
    """
    number = typed.strip().upper() if kind is NumberKind.OWN else plain(typed)
    form = {NumberKind.OWN: _CODE, NumberKind.CARD: _CARD, NumberKind.ID: _DOCUMENT}[kind]
    if not form.fullmatch(number):
        raise Refused("bad_input", where="number")
    return number


def lost_digits(number: str) -> bool:
    """Whether a spreadsheet took it for a number: it keeps 15 digits and forgets the rest."""
    return bool(_SCIENTIFIC.fullmatch(plain(number)))


def is_identity(number: str) -> bool:
    """Whether a plain number can be a document's: a citizen's with a birthday and the check digit
    of GB 11643-1999, or in the form of a passport or permit. The old one of 15 digits is none.
    """
    if not _ID.fullmatch(number):
        return bool(_OTHER_DOCUMENT.fullmatch(number))
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _has_birthday(number) and _CHECKS[total % 11] == number[17]


def _has_birthday(number: str) -> bool:
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return True


def is_card(number: str) -> bool:
    """Whether a plain number can be a card's: 12 to 19 digits, the last of them Luhn's."""
    return bool(_CARD.fullmatch(number)) and luhn_digit(number[:-1]) == number[-1]


def luhn_digit(digits: str) -> str:
    """The check digit that follows these digits (Luhn's, ISO/IEC 7812-1)."""
    doubled, single = digits[-1::-2], digits[-2::-2]
    total = sum(sum(divmod(2 * int(digit), 10)) for digit in doubled) + sum(map(int, single))
    return str(-total % 10)


def is_phone(number: str) -> bool:
    """Whether it can be dialled."""
    return bool(_PHONE.fullmatch(number))


def is_code(text: str) -> bool:
    """Whether it can be a number or code of the bank's own."""
    return bool(_CODE.fullmatch(text))


def looks_personal(reference: str) -> bool:
    """Whether what should be a document's number is rather somebody's phone, ID or card."""
    number = plain(reference)
    if _MOBILE.fullmatch(number) or (_ID.fullmatch(number) and _has_birthday(number)):
        return True
    return len(number) >= 16 and is_card(number)


def masked_card(number: str) -> str:
    """6222 **** 1234"""
    return f"{number[:4]} **** {number[-4:]}"


def masked_identity(number: str) -> str:
    """**** 123X"""
    return f"**** {number[-4:]}"


def masked_phone(number: str) -> str:
    """138 **** 1234"""
    digits = number.replace("-", "")
    return f"{digits[:3]} **** {digits[-4:]}" if len(digits) >= 11 else f"**** {digits[-2:]}"
