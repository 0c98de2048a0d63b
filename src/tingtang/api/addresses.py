"""Addresses that only the door knows: phone links, and their QR codes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import segno

from tingtang.bank.branch.queries import plan_of

_MASK = 3  # of the eight ways to mix a QR code every reader knows all; comparing them takes 3 ms


def phone_path(branch_id: UUID, token: str) -> str:
    """`/p/BRANCH.TOKEN`: opens the phone page of one ticket until the day ends."""
    return f"/p/{plan_of(branch_id).code}.{token}"


def issued_shape(branch_id: UUID) -> Callable[[dict[str, Any]], object]:
    """Put the phone link in place of its token; a QR only where a public address is configured."""

    def shape(issued: dict[str, Any]) -> object:
        path = phone_path(branch_id, issued.pop("token"))
        issued["phone_path"] = path
        address = plan_of(branch_id).public_address
        if address:
            issued["phone_url"] = address.rstrip("/") + path
            issued["qr_svg"] = qr_svg(issued["phone_url"])
        return issued

    return shape


def qr_svg(text: str) -> str:
    """The QR code of `text` as a small SVG document without styles or scripts."""
    code = segno.make(text, error="m", boost_error=False, mask=_MASK, micro=False)
    return code.svg_inline(scale=4, border=2, dark="#000", omitsize=True)
