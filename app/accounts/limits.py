"""The deadlines and limits of accounts, read once from the installation's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any


@dataclass(frozen=True)
class AccountLimits:
    """Each is explained in config.py, with its unit."""

    session_idle: timedelta
    session_longest: timedelta
    confirm_link_lasts: timedelta
    reset_link_lasts: timedelta
    invitation_lasts: timedelta
    first_administrator_link_lasts: timedelta
    passphrase_shortest: int
    passphrase_longest: int
    sign_in_delays: tuple[int, ...]
    failures_forgotten: timedelta

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> AccountLimits:
        def seconds(name: str) -> timedelta:
            return timedelta(seconds=config[f"{name}_SECONDS"])

        return cls(
            session_idle=seconds("SESSION_IDLE"),
            session_longest=seconds("SESSION_LONGEST"),
            confirm_link_lasts=seconds("CONFIRM_LINK"),
            reset_link_lasts=seconds("RESET_LINK"),
            invitation_lasts=seconds("INVITATION"),
            first_administrator_link_lasts=seconds("FIRST_ADMINISTRATOR_LINK"),
            passphrase_shortest=config["PASSPHRASE_SHORTEST"],
            passphrase_longest=config["PASSPHRASE_LONGEST"],
            sign_in_delays=tuple(config["SIGN_IN_DELAY_SECONDS"]),
            failures_forgotten=seconds("SIGN_IN_FAILURES_FORGOTTEN"),
        )
