"""The agreement of a grant on paper."""

from __future__ import annotations

from flask_babel import force_locale
from flask_babel import gettext as _

from app.grants.awards import rules
from app.grants.awards.agreement import read_agreement
from app.grants.awards.models import GrantAward
from app.grants.awards.presenter.variations import amendment_lines
from app.kernel.dates import write_date_in_full
from app.web.papers import Paper, facts, quote, text_of


def agreement_paper(award: GrantAward) -> Paper:
    """The agreement as a paper, in the language that it was written in, with the words that were signed and
    their checksum."""
    language = award.language
    first, purpose, *others = read_agreement(rules.agreement_now(award)[0])
    with force_locale(language):
        signed = (
            [(_("Signed by"), f"{award.accepted_name}, {award.accepted_role}")] if award.accepted_at else []
        )
        return Paper(
            title=_("Agreement"),
            language=language,
            author=award.body.name_in(language) if award.body is not None else "",
            made_on=award.started_at.date(),
            blocks=[
                text_of(first),
                quote(purpose),
                *(text_of(one) for one in others),
                facts(
                    [
                        (_("Reference"), award.ref),
                        (_("Offered on"), write_date_in_full(award.started_at.date(), language)),
                        *signed,
                        (_("Signed on"), _signed_on(award, language)),
                        (_("Checksum of the text"), award.agreement_hash),
                        *amendment_lines(award, language),
                    ]
                ),
            ],
            footer=award.ref,
        )


def _signed_on(award: GrantAward, language: str) -> str:
    if award.accepted_at is None:
        return str(_("The group has not accepted it."))
    return write_date_in_full(award.accepted_at.date(), language)
