"""Addresses that only the door knows: phone links, and their QR codes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import segno
from django.http import HttpRequest

from tingtang.bank.branch.queries import plan_of


def phone_path(branch_id: UUID, token: str) -> str:
    """`/p/BRANCH.TOKEN`: opens the phone page of one ticket until the day ends."""
    return f"/p/{plan_of(branch_id).code}.{token}"


def issued_shape(request: HttpRequest, branch_id: UUID) -> Callable[[dict[str, Any]], object]:
    """Put the phone link in place of its token; a QR only where a public address is configured."""

    def shape(issued: dict[str, Any]) -> object:
        path = phone_path(branch_id, issued.pop("token"))
        issued["phone_path"] = path
        address = plan_of(branch_id).public_address
        if address:
            issued["phone_url"] = address.rstrip("/") + path
            issued["qr_svg"] = qr_path(issued["phone_url"])
        return issued

    return shape


def qr_path(text: str) -> str:
    """The QR code of `text` as a small SVG document without styles or scripts."""
    return segno.make(text, error="m").svg_inline(
        scale=4, border=2, dark="currentColor", omitsize=True
    )
