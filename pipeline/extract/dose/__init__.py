"""The dose grammar: repetitions, sets, holds and the like as people write them, with offsets. Usable alone."""

from pipeline.extract.dose.claims import COUNTED, Claim, Dose, Field, Tier
from pipeline.extract.dose.find import find_claims
from pipeline.extract.dose.resolve import read_dose, resolve

__all__ = ["COUNTED", "Claim", "Dose", "Field", "Tier", "find_claims", "read_dose", "resolve"]
