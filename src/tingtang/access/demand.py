"""`demand`: the first line of every verb."""

from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.rights import RIGHTS, Right
from tingtang.kernel.refused import Refused


def may(actor: Actor, right: Right, branch_id: UUID) -> bool:
    """Whether `actor` has `right` in the branch."""
    return branch_id in actor.branches and right in RIGHTS[actor.post]


def demand(actor: Actor, right: Right, branch_id: UUID) -> None:
    """Refuse with `other_branch` or `no_right` unless `actor` has `right` in the branch."""
    if branch_id not in actor.branches:
        raise Refused("other_branch")
    if right not in RIGHTS[actor.post]:
        raise Refused("no_right")


def demand_own(actor: Actor, right: Right, own: Right, branch_id: UUID, subject: UUID) -> None:
    """The same for a verb that a visitor may do with their own ticket: `own` suffices for
    `subject`.
    """
    if actor.subject == subject and may(actor, own, branch_id):
        return
    demand(actor, right, branch_id)
