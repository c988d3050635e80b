"""One request against all providers: filtered, scored and explained.

ranking = rank(request, providers, skills)
ranking.public_funnel(); ranking.ranked[0].parts; ranking.why_not(17)
"""

from app.matching.ranking.filters import FILTERS, NOT_AVAILABLE
from app.matching.ranking.providers import NOBODY, Need, Providers, SupportRequest, Tied
from app.matching.ranking.ranking import Lowered, Ranked, Ranking, Step, rank, scores_for_batch
from app.matching.ranking.score_components import PARTS, Weights
from app.matching.ranking.skills import SkillIndex

__all__ = [
    "FILTERS",
    "NOBODY",
    "NOT_AVAILABLE",
    "PARTS",
    "Lowered",
    "Need",
    "Providers",
    "Ranked",
    "Ranking",
    "SkillIndex",
    "Step",
    "SupportRequest",
    "Tied",
    "Weights",
    "rank",
    "scores_for_batch",
]
