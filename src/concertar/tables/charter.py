"""The charter of a table: what is declared when it opens, as data with one canonical form."""

from typing import Any

from concertar.tables.models import Actor, Table

FORMAT = 1

# How the engine puts packages in order, if the parties ask it: the words of its own document.
PACKAGE_RULE = {"aggregate": "min", "compare": "gain", "first": "leximin"}


def charter_of(table: Table) -> dict[str, Any]:
    """Everything the table binds itself to, by keys and not by names, in fixed orders."""
    actors = sorted(_actors(table), key=lambda actor: str(actor.pk))
    sides = sorted(table.forum.constituencies.all(), key=lambda side: side.key)
    guards = table.guardianships.select_related("entity", "guardian")
    required = sorted(side.key for side in table.required_constituencies.all())
    return {
        "actors": [_actor(actor) for actor in actors],
        "constituencies": [{"key": side.key, "name": side.name} for side in sides],
        "currency": table.currency,
        "format": FORMAT,
        "forum": table.forum.slug,
        "guardians": sorted(
            (
                {"basis": one.basis, "entity": one.entity.slug, "guardian": one.guardian.slug}
                for one in guards
            ),
            key=lambda guard: (guard["entity"], guard["guardian"]),
        ),
        "packages": PACKAGE_RULE,
        "publishes": table.publishes,
        "question": table.question,
        "rule": {
            "least_signatures": table.least_signatures,
            "may_reserve": table.may_reserve,
            "must_sign": [str(actor.pk) for actor in actors if actor.must_sign],
            "required_constituencies": required,
        },
        "table": table.slug,
    }


def _actors(table: Table) -> list[Actor]:
    actors = Actor.objects.filter(table=table)
    return list(actors.select_related("seat__institution", "seat__constituency"))


def _actor(actor: Actor) -> dict[str, Any]:
    return {
        "actor": str(actor.pk),
        "constituency": actor.seat.constituency.key,
        "empty_chair": actor.is_empty_chair,
        "institution": actor.seat.institution.slug,
        "must_sign": actor.must_sign,
        "name": actor.seat.institution.name,
    }
