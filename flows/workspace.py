"""Where a dataset's intermediate state lies: beside the published versions, never among them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders of one dataset below the output folder.

    ``out/<dataset>`` holds the published versions, ``out/.healthsift/<dataset>`` what runs keep between
    them. Deleting the latter loses no published version: the next run does all work again.
    """

    out: Path
    dataset: str

    @property
    def published(self) -> Path:
        """The dataset's folder with its versions and ``CURRENT``."""
        return self.out / self.dataset

    @property
    def root(self) -> Path:
        """The folder of everything below."""
        return self.out / ".healthsift" / self.dataset

    @property
    def parse(self) -> Path:
        """Sealed parts of the parse step."""
        return self.root / "parse"

    @property
    def extract(self) -> Path:
        """Sealed parts of the extract step."""
        return self.root / "extract"

    @property
    def compare(self) -> Path:
        """Verdicts of the compare pass, one file for each set of pages compared."""
        return self.root / "compare"

    @property
    def last(self) -> Path:
        """What the last run was asked for: replays and the status go by it."""
        return self.root / "last.json"

    @property
    def note(self) -> Path:
        """Which input the current version was made from."""
        return self.root / "published.json"

    @property
    def lock(self) -> Path:
        """The lock that a run holds: one run a dataset at a time."""
        return self.root / "run.lock"

    def prepare(self) -> None:
        """Make the folders that are missing, but for the published one: that comes with its first version.

        Raises:
            OSError: the output folder cannot be written.
        """
        for folder in (self.parse, self.extract, self.compare):
            folder.mkdir(parents=True, exist_ok=True)
