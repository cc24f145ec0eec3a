"""What somebody should do next at a table: one thing, by its state and by what they are to it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from concertar.tables.models.table import Publishes, State
from concertar.tables.views.seen import Seen


@dataclass(frozen=True, slots=True)
class NextStep:
    """One primary button: what it says, where it leads, and why."""

    label: str
    address: str
    says: str = ""


def next_step(
    seen: Seen, *, has_issues: bool, has_scored: bool = False, has_spoken: bool = False
) -> NextStep | None:
    """The next thing to do, or None where it is done elsewhere, or nothing is to be done.

    Of a delegate it is asked whether every own seat has given a sheet, or said an interest.
    """
    if seen.is_facilitated:
        return _for_facilitator(seen, has_issues=has_issues)
    if seen.own:
        return _for_delegate(seen, has_scored=has_scored, has_spoken=has_spoken)
    return None


def _for_facilitator(seen: Seen, *, has_issues: bool) -> NextStep | None:
    match seen.table.state:
        case State.DRAFT if len(seen.present) < 2:
            return _to("actor_new", seen, _("Bring the parties to the table"))
        case State.DRAFT:
            says = _("Look at everything once more: after that the charter never changes.")
            return _to("table_open", seen, _("Open the table"), says)
        case State.OPEN:
            says = _("Everybody sees the table now.")
            return _to("table_step", seen, _("Begin to talk"), says)
        case State.TALKING if not has_issues:
            return _to("issue_new", seen, _("Add the first issue"))
        case State.TALKING:
            says = _("To scores, to packages or straight to the text: as the parties want it.")
            return _to("table_step", seen, _("Go on from talking"), says)
        case State.SCORING:
            return _to("scores", seen, _("See whose sheets are in"))
        case State.PROPOSING:
            return _to("packages", seen, _("Search for packages and compare them"))
        case State.FAILED:
            return _to("table_step", seen, _("Take the table up again"))
    return None


def _for_delegate(seen: Seen, *, has_scored: bool, has_spoken: bool) -> NextStep | None:
    table = seen.table
    if table.state == State.SCORING and has_scored:
        says = _("It is in; until all are open, another can be given in its place.")
        return _to("scores", seen, _("See your score sheet"), says)
    if table.state == State.SCORING:
        says = _("Sealed until the sheets of all are in; then the facilitator sees them.")
        return _to("scores", seen, _("Give your scores"), says)
    if table.state == State.PROPOSING:
        return _to("packages", seen, _("See what each package gives you"))
    if table.state not in (State.OPEN, State.TALKING):
        return None
    has_consented = all(hasattr(actor, "consent") for actor in seen.own)
    if table.publishes != Publishes.NOTHING and not has_consented:
        says = _("The table publishes something of the scores; each party is asked first.")
        return _to("seat", seen, _("Read what will be published"), says)
    if has_spoken:
        return _to("seat", seen, _("See or complete what your institution needs"))
    return _to("seat", seen, _("Say what your institution needs"))


def _to(page: str, seen: Seen, label: str, says: str = "") -> NextStep:
    return NextStep(label, reverse(f"tables:{page}", args=[seen.table.slug]), says)
