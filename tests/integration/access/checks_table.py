"""Who may open which page of checks of groups."""

from __future__ import annotations

from tests.integration.access.expected import GRANTS, Row, only


def checks_page(name: str, get: int, post: int | None = None, **more: str) -> Row:
    """A page on which the grants officers of the network check groups."""
    return Row(
        f"grants_diligence.{name}",
        get=only({"grants": get}, among=GRANTS),
        post=None if post is None else only({"grants": post}, among=GRANTS),
        values={"slug": "slug", **more},
        foreign="ref" in more,
    )


CHECKS = (
    checks_page("checks", 200),
    checks_page("group", 200, 422, ref="checked group"),
    checks_page("work", 200, ref="check ready"),
    checks_page("answers", 200, 303, ref="check running"),
    checks_page("conclude", 200, 422, ref="check ready"),
)
