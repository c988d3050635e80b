"""The table of a process in words, one line for a stage or step, to be compared with what was meant."""

from __future__ import annotations

from app.casework.process import Process, Stage, Step


def stages_of(process: Process) -> list[str]:
    """Status, tone, and what holds of the stage: asking | wait | milestone hidden."""
    return [_stage(status.value, stage) for status, stage in process.stages.items()]


def _stage(status: str, stage: Stage) -> str:
    marks = {
        "closed": not stage.open,
        "unlisted": not stage.queued,
        "milestone": stage.milestone,
        "inside": stage.inside,
        "hidden": stage.hidden,
        "told": stage.tells_applicant,
        "office": stage.tells_office,
        f"within {stage.within}": stage.within is not None,
    }
    return " | ".join([status, stage.tone, " ".join(name for name, holds in marks.items() if holds)])


def steps_of(process: Process) -> list[str]:
    """Action | from | to | permission | guard | form, marked where it is personal."""
    return [_step(step) for step in process.steps]


def _step(step: Step) -> str:
    parts = [
        step.action.value,
        " ".join(sorted(one.value for one in step.at)),
        step.to.value if step.to is not None else "",
        step.needs.value if step.needs is not None else "",
        getattr(step.unless, "__name__", ""),
        step.form.value if step.form is not None else "",
        "personal" if step.personal else "",
    ]
    return " | ".join(parts).rstrip(" |")
