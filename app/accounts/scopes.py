"""Where a role can hold. Networks and regions belong to a higher feature, which names them through a hook:
accounts knows only their kind and their number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.kernel.permissions import ScopeKind


@dataclass(frozen=True)
class ScopeOption:
    """One place where a role can hold, named in the reader's language."""

    kind: ScopeKind
    scope_id: int | None
    label: str

    @property
    def value(self) -> str:
        """What a form sends for this place."""
        return f"{self.kind.value}:{self.scope_id or ''}"


ScopeProvider = Callable[[str], Iterable[ScopeOption]]

_providers: list[ScopeProvider] = []


def register_scopes(provider: ScopeProvider) -> ScopeProvider:
    """Let a higher feature name its places: `provider(language)`. Usable as a decorator."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def list_scopes(language: str) -> list[ScopeOption]:
    """Every place that a feature names, in the features' own order."""
    return [option for provider in _providers for option in provider(language)]
