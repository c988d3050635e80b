"""What a canary is: a fault planted in a small checkout, to show that a check sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

Check = Callable[[Path], Iterator[str]]


@dataclass(frozen=True)
class Canary:
    """Files of a small checkout, by path, and the one fault that the check must report in it.

    Those for features are planted in a plain one and in a package of a package: `{folder}` stands for
    app/membership or app/grants/calls, `{package}` for membership or grants.calls, and `{module}` for the
    same behind `app.`.
    """

    check: Check
    files: Mapping[str, str]
    fault: str

    def planted_in(self, folder: str) -> Canary:
        """The same fault in the feature that lies in this folder."""
        package = folder.removeprefix("app/").replace("/", ".")

        def put(text: str) -> str:
            for name, value in (("folder", folder), ("package", package), ("module", f"app.{package}")):
                text = text.replace(f"{{{name}}}", value)
            return text

        files = {put(place): put(text) for place, text in self.files.items()}
        return Canary(self.check, files, put(self.fault))


def one(check: Check, place: str, text: str, fault: str) -> Canary:
    """A canary of one file; the fault is said after its path and a colon."""
    return Canary(check, {place: text}, f"{place}:{fault}")


def plant(root: Path, files: Mapping[str, str]) -> None:
    """Write them."""
    for place, text in {"config.py": "LIMITS = {}\n", **files}.items():
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
