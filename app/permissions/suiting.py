"""Whether a business of higher risk suits a client: the level and the experience that the policy asks for it. Pure."""

from __future__ import annotations

from decimal import Decimal

from app.common.errors import Refused
from app.policy.values import Permission, Policy, Questionnaire


def unsuited(
    permission: Permission, policy: Policy, questionnaire: Questionnaire, *, level: str, experience: str | None
) -> Refused | None:
    """Why the permission does not suit a client of this risk ``level`` (by ``questionnaire``), None when it does.

    ``experience``: a code of the list; None for an institution, which is not asked. A code of another list or pack
    than today's does not reach anything. ``permissions.level_too_low``, ``permissions.experience_too_short``.
    """
    if _below(level, permission.lowest_level, [one.code for one in questionnaire.levels]):
        wanted = questionnaire.level_label(permission.lowest_level)
        return Refused("permissions.level_too_low", field="permission", business=permission.label, wanted=wanted)
    choices = policy.choices("experience")
    if experience is not None and _below(experience, permission.least_experience, [one.code for one in choices]):
        wanted = next((one.label for one in choices if one.code == permission.least_experience), "")
        return Refused("permissions.experience_too_short", field="permission", business=permission.label, wanted=wanted)
    return None


def short_of_assets(permission: Permission, wanted: int, assets: Decimal, day: str) -> Refused | None:
    """Why assets of so many yuan, as of ``day``, are not enough; None when they are. ``permissions.assets_too_low``."""
    if assets >= wanted:
        return None
    return Refused(
        "permissions.assets_too_low", field="permission", business=permission.label, wanted=f"{wanted:,}",
        assets=f"{assets:,.2f}", day=day,
    )  # fmt: skip


def _below(code: str, wanted: str, order: list[str]) -> bool:
    if not wanted:
        return False
    return code not in order or wanted not in order or order.index(code) < order.index(wanted)
