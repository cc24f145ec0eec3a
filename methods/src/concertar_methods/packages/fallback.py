"""A fallback is what happens without an agreement, so its options must go together."""

from concertar_methods.errors import MethodError
from concertar_methods.packages.model import Choice, Issue, Option, Table


def check_fallback(table: Table) -> None:
    """Refuse a declared fallback that lacks what it requires, or excludes itself.

    One that breaches a limit is no bad input: then nothing lawful happens without an agreement,
    reservations do not bind, and the answer says so.
    """
    if not table.fallback:
        return
    chosen = table.status_quo | dict(table.fallback)
    for issue in table.issues:
        option = next(o for o in issue.options if o.name == chosen[issue.name])
        for other in option.requires:
            if chosen[other.issue] != other.option:
                _refuse("fallback_lacks_requirement", other, issue, option)
        for other in option.excludes:
            if chosen[other.issue] == other.option:
                _refuse("fallback_excludes_itself", other, issue, option)


def _refuse(code: str, other: Choice, issue: Issue, option: Option) -> None:
    raise MethodError(
        code,
        place="fallback",
        issue=issue.name,
        option=option.name,
        other_issue=other.issue,
        other_option=other.option,
    )
