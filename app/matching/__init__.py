"""The matching engine: who helps whom, optimal, fair, explained and replayable. Pure: arrays in, assignment
and explanations out. See docs/matching.md.

    from app.matching import assign
    assign([[70, 90], [80, 20]], demand=1, capacity=1).pairs  # ((0, 1), (1, 0))
"""

from app.matching.assign import assign
from app.matching.assignment import Assignment, Certificate, Scarcity, Unfilled
from app.matching.entries import Pairs
from app.matching.errors import MatchingError, Overflow
from app.matching.fairness import Fairness
from app.matching.quotas import Quota
from app.matching.solve import Progress, Stopped

__all__ = [
    "Assignment",
    "Certificate",
    "Fairness",
    "MatchingError",
    "Overflow",
    "Pairs",
    "Progress",
    "Quota",
    "Scarcity",
    "Stopped",
    "Unfilled",
    "assign",
]
