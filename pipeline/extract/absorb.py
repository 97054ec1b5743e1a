"""A condition named by another's alias is that condition: "CTS" is no second record."""

from __future__ import annotations

from pipeline.extract.merge import Merged, join
from pipeline.extract.normal import normal_name
from schemas.enums import RecordKind


def absorb(records: list[Merged]) -> list[Merged]:
    """Join each condition whose name is an alias of another to that one; the order stays.

    What the alias's own record stated (mentions, relations, slots) is stated of the other now.
    """
    conditions = [record for record in records if record.kind is RecordKind.CONDITION]
    owners: dict[str, Merged] = {}
    for record in conditions:
        for alias in record.values.get("aliases", ()):
            owners.setdefault(normal_name(alias), record)
    gone: set[int] = set()
    for record in conditions:
        owner = owners.get(record.key)
        if owner is None or owner is record or id(owner) in gone:
            continue
        gone.add(id(record))
        for member in record.members:
            for mention in member.mentions:
                if mention.field == "name":
                    mention.field = "aliases"
            join(owner, member)
        names = owner.values["aliases"]
        owner.values["aliases"] = [name for name in dict.fromkeys(names) if normal_name(name) != owner.key]
    return [record for record in records if id(record) not in gone]
