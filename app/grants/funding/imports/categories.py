"""Which category a word of a donor's budget means; none where it is not plain."""

from __future__ import annotations

import re

from app.grants.funding.enums import Category
from app.kernel.text import search_key

WORDS: dict[Category, str] = {
    Category.SUB_GRANTS: r"sub-?\s?grants?|subgrantees?|onward grants?|small grants?|grants to .*"
    r"|re-?granting"
    r"|sub-?subvencion(?:es)?|pequenas subvenciones|subvenciones?(?: en cascada)?|subdonaciones"
    r"|sous-?subventions?|petites subventions|subventions?(?: en cascade)?",
    Category.COORDINATION: r"co-?ordination|coordinacion",
    Category.PROCUREMENT: r"procurement|purchas(?:es|ing)|adquisicion(?:es)?|compras"
    r"|achats?|approvisionnements?|passation de marches",
    Category.AUDIT: r"(?:external |financial )?audits?(?: fees?)?|auditorias?(?: externas?| financieras?)?"
    r"|audits? (?:externes?|financiers?)",
    Category.INDIRECT: r"indirects?(?: costs?)?|overheads?|indirect cost recovery"
    r"|costos indirectos|costes indirectos|gastos indirectos|indirectos|couts indirects|frais indirects"
    r"|frais generaux",
}
_PATTERNS = {one: re.compile(rf"(?:{words})$") for one, words in WORDS.items()}


def category_of(text: str) -> Category | None:
    """The category that these words plainly name."""
    words = re.sub(r"[^\w\s-]", " ", search_key(text)).strip()
    words = " ".join(words.split())
    return next((one for one, pattern in _PATTERNS.items() if pattern.match(words)), None)
