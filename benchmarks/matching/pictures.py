"""The pictures of docs/matching.md, from real runs: `python -m benchmarks.matching.pictures`.

Each is drawn from what a run returned, and printed as a table as well.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from app.matching import Assignment, assign
from app.matching.ranking import rank
from app.matching.ranking.synthetic import make_inventory
from app.matching.synthetic import crowded_case, make_case

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "matching"
PAPER, INK, MUTED, TEAL, AMBER, LINE = "#fbf7ef", "#22302f", "#5b6866", "#0b6467", "#b7791f", "#d9d2c3"
WIDTH, FONT = 720, "system-ui, sans-serif"


def text(x: float, y: float, words: str, *, fill: str = INK, size: int = 14, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" font-size="{size}" text-anchor="{anchor}">'
        f"{escape(words)}</text>"
    )


def box(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" fill="{fill}"/>'


def path(points: Sequence[tuple[float, float]], stroke: str) -> str:
    spots = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{spots}" fill="none" stroke="{stroke}" stroke-width="2"/>'


def picture(name: str, title: str, height: int, parts: Sequence[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    frame = f'viewBox="0 0 {WIDTH} {height}" role="img" font-family="{FONT}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>'
    whole = [head, f"<title>{escape(title)}</title>", box(0, 0, WIDTH, height, PAPER), *parts, "</svg>"]
    (FOLDER / f"{name}.svg").write_text("\n".join(whole) + "\n", "utf-8")


def say(*cells: object) -> None:
    sys.stdout.write(" | ".join(str(cell) for cell in cells) + "\n")


def funnel() -> None:
    """One request against five thousand providers."""
    made = make_inventory(5000, 12, seed=1)
    found = max(
        (rank(one, made.providers, made.skills) for one in made.requests), key=lambda told: told.fitting
    )
    steps = [("all providers", found.everyone, 0)]
    steps += [(step.code.replace("_", " "), step.remain, step.relaxing) for step in found.public_funnel()]
    parts = [text(24, 34, "One request: who is left after each filter", size=18)]
    for place, (name, remain, relaxing) in enumerate(steps):
        top = 56 + 36 * place
        parts += [
            text(150, top + 18, name, anchor="end"),
            box(162, top, 430 * remain / found.everyone, 24, TEAL),
            text(170 + 430 * remain / found.everyone, top + 18, f"{remain:,}"),
        ]
        if place:
            parts.append(
                text(WIDTH - 24, top + 18, f"+{relaxing:,} if dropped", fill=MUTED, size=12, anchor="end")
            )
        say(name, remain, relaxing)
    picture("funnel", "The funnel of one request", 76 + 36 * len(steps), parts)


def load() -> None:
    """How many places providers give, with and without a weight on load."""
    case = make_case(600, 700, seed=2, candidates=80)
    roomy = replace(case, capacity=case.capacity + 3)
    common: dict[str, Any] = {"demand": roomy.demand, "capacity": roomy.capacity}
    parts = [text(24, 34, "Places given by each provider who gives any", size=18)]
    most = 0
    runs = [
        (weight, assign(roomy.scores, fairness="total", load_weight=weight, **common)) for weight in (0, 300)
    ]
    counts = [np.bincount(found.load, minlength=7)[1:7] for _, found in runs]
    most = max(int(one.max()) for one in counts)
    for column, ((weight, found), count) in enumerate(zip(runs, counts, strict=True)):
        left = 40 + 340 * column
        parts.append(text(left, 66, f"load weight {weight}: total {found.total:,}", fill=MUTED))
        for place, number in enumerate(count.tolist()):
            tall = 150 * number / most
            parts += [
                box(left + 48 * place, 250 - tall, 38, tall, AMBER if weight else TEAL),
                text(left + 48 * place + 19, 268, str(place + 1), anchor="middle"),
                text(left + 48 * place + 19, 244 - tall, str(number), size=12, anchor="middle"),
            ]
        say(f"load weight {weight}", found.total, count.tolist())
    picture("load", "How load is spread", 290, parts)


def trade() -> None:
    """What each request gets of its own best, with the largest total and with the fair one."""
    case = crowded_case(118, 177, seed=3, capacity=2)
    common: dict[str, Any] = {"demand": case.demand, "capacity": case.capacity}
    total = assign(case.scores, fairness="total", **common)
    fair = assign(case.scores, fairness="relative_floor", time_limit=60, **common)
    roomy = replace(case, capacity=np.full(177, 3))
    runs = [("largest total", total, AMBER), ("relative floor", fair, TEAL)]
    parts = [text(24, 34, "Share of its own best that each request gets, worst first", size=18)]
    for mark in (0.8, 0.85, 0.9, 0.95, 1.0):
        y = 300 - 240 * (mark - 0.75) / 0.25
        parts += [box(60, y, 620, 1, LINE), text(52, y + 5, f"{mark:.0%}", fill=MUTED, size=12, anchor="end")]
    for place, (name, found, colour) in enumerate(runs):
        shares = shares_of(found)
        points = [(60 + 620 * at / 117, 300 - 240 * (share - 0.75) / 0.25) for at, share in enumerate(shares)]
        words = f"{name}: worst {shares[0]:.1%}, total {found.total / total.total:.2%}"
        parts += [path(points, colour), text(400, 250 + 24 * place, words, fill=colour)]
        say(name, f"{shares[0]:.4f}", f"{found.total / total.total:.4f}", found.certificate.floor_gap)
    picture("trade", "Fairness and total", 330, parts)
    for name in ("total", "pair_floor", "max_min", "relative_floor"):
        told = assign(
            roomy.scores, demand=roomy.demand, capacity=roomy.capacity, fairness=name, time_limit=60
        )
        say(
            "capacity 3",
            name,
            f"{shares_of(told)[0]:.4f}",
            min(told.sums),
            told.total,
            told.certificate.proved,
        )


def shares_of(found: Assignment) -> list[float]:
    return sorted(have / could for have, could in zip(found.sums, found.bests, strict=True))


if __name__ == "__main__":
    funnel()
    load()
    trade()
