"""Who may open which page of reviews, and of what is public of grants."""

from __future__ import annotations

from tests.integration.access.expected import GRANTS, REVIEWERS, Row, everyone, only
from tests.integration.access.grants_table import WRITES


def reviewers_page(name: str, get: int, post: int | None = None, **values: str) -> Row:
    """A reviewer's own page. To whoever declared a conflict the application is not there any more."""
    everywhere = ("reviewer", "reviewer recused") if "slug" in values else ("reviewer",)
    return Row(
        f"grants_reviews.{name}",
        get=only(dict.fromkeys(everywhere, get), among=REVIEWERS),
        post=None if post is None else only(dict.fromkeys(everywhere, post), among=REVIEWERS),
        values=values,
        foreign="ref" in values,
    )


def panel_page(name: str, get: int | None, post: int | None = None, **more: str) -> Row:
    """A page on which the grants officers of the network work with reviews."""
    return Row(
        f"grants_reviews.{name}",
        get=None if get is None else only({"grants": get}, among=GRANTS),
        post=None if post is None else only({"grants": post}, among=GRANTS),
        values={"slug": "slug", **more},
        foreign=True,
    )


REVIEWS = (
    reviewers_page("reviews", 200, slug="slug"),
    reviewers_page("profile", 200, 422, slug="slug"),
    reviewers_page("own", 200, 422, ref="review open"),
    reviewers_page("answer", 200, 422, ref="review open"),
    reviewers_page("concern", 200, 422, ref="review open"),
    panel_page("plan", 200, ref="call panel"),
    panel_page("ask_all", None, 303, ref="call panel"),
    panel_page("ranking", 200, ref="call panel"),
    panel_page("select", None, 303, ref="call panel"),
    panel_page("rubric", 200, 422, ref="call panel draft"),
    panel_page("work", 200, ref="review scored"),
    panel_page("ask", 200, 422, ref="grant scoring"),
    panel_page("set_aside", 200, 422, ref="review open", person="reviewer ref"),
    panel_page("reopen", 200, 422, ref="review scored", review="review unnamed"),
    panel_page("comments", 200, 303, ref="review scored"),
    panel_page("concerns", 409, 422, ref="review scored"),
)


def publishing_page(name: str, get: int | None, post: int | None = None, **more: str) -> Row:
    """A page on which the grants officers of the network decide what is public."""
    return Row(
        f"grants_publishing.{name}",
        get=None if get is None else only({"grants": get}, among=GRANTS),
        post=None if post is None else only({"grants": post}, among=GRANTS),
        values={"slug": "slug", **more},
        foreign="ref" in more,
    )


PUBLISHING = (
    Row(
        "grants_publishing.own",
        get=WRITES[0],
        post=WRITES[1],
        values={"ref": "award paid"},
        foreign=True,
    ),
    Row("grants_publishing.given", get=everyone(200), values={"slug": "slug"}),
    publishing_page("publicity", 200),
    publishing_page("act_on_selection", None, 303),
    publishing_page("files", 200),
    publishing_page("past", 200),
    publishing_page("imports", 200, 422),
    publishing_page("imported", 200, 422, ref="import faulty"),
    publishing_page("publish_import", None, 409, ref="import faulty"),
    publishing_page("hide_import", None, 409, ref="import faulty"),
    publishing_page("drop_import", None, 303, ref="import"),
    publishing_page("giving_json", 409),
    publishing_page("giving_csv", 409),
    publishing_page("iati", 409),
)
