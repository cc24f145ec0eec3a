"""Sheets that each party fills in by hand: what it consents to, needs, discusses and scores."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext, pgettext

from concertar.kit import paper
from concertar.kit.paper import Sheet, printed, said
from concertar.tables.models import Actor
from concertar.tables.models.disclosure import declared_level
from concertar.tables.models.table import Publishes
from concertar.tables.printing.frame import Print, actors_of, by_side, rule_of, speakers, spoken_by
from concertar.tables.printing.matter import issues_of, limits_of
from concertar.tables.sentences import disclosure_sentences


def consent(to: Print) -> Sheet:
    """The rule as it was frozen, and a line a party to consent to it."""
    table = to.table
    charter = getattr(table, "charter", None)
    people = speakers(table, to.today)
    present = [actor for actor in actors_of(table) if not actor.is_empty_chair]
    level = declared_level(table) if charter else Publishes(table.publishes)
    body = {
        "rule": rule_of(table, with_scores=False),
        "discloses": list(disclosure_sentences(present, level)),
        "hash": paper.in_fours(charter.sha256) if charter else "",
        "sides": [
            {
                "side": side,
                "parties": [
                    {
                        "name": actor.seat.institution.name,
                        "people": [
                            {"name": spoken_by(one), "document": one.document}
                            for one in people.get(actor.seat.institution_id, [])
                        ],
                    }
                    for actor in actors
                ],
            }
            for side, actors in by_side(present)
        ],
        "words": _consent_words(),
    }
    return printed("tables/paper/consent.typ", to.content(gettext("Consent to the rule"), body))


def _consent_words() -> dict[str, str]:
    return {
        "rule": gettext("What was declared when the table opened"),
        "discloses": gettext("What is published of the scores"),
        "hash": gettext("Fingerprint of the rule (SHA-256):"),
        "not_open": gettext("The table has not opened: the rule may still change."),
        "note": gettext(
            "Whoever signs here consents, for the institution and by the mandate named, to "
            "this rule and to what it publishes of the scores. It cannot be taken back "
            "afterwards."
        ),
        "institution": gettext("Institution"),
        "who": gettext("Who consents, by which mandate"),
        "date": gettext("Date"),
        "signature": gettext("Signature"),
    }


def interests(to: Print, parties: Sequence[Actor]) -> Sheet:
    """One sheet a party, white: why it wants what it asks, apart from what it asks."""
    body = {
        "parties": [_named(actor) for actor in parties] or [{"name": "", "side": None}],
        "question": said(to.table, "question"),
        "words": {
            "institution": gettext("Institution"),
            "question": gettext("What is decided"),
            "note": gettext(
                "An interest is the why: what the institution needs so that the result serves it. "
                "A position is the what: what it asks for. Two positions that exclude each other "
                "often hide interests that fit together; that is why they are written apart."
            ),
            "problem": gettext("Before the problem, the institution"),
            "roles": [gettext("causes it"), gettext("bears it"), gettext("can resolve it")],
            "interests": gettext("What it needs, and why"),
            "interests_say": gettext(
                "One a space; “So that …” is a good beginning. Without a mark, only the "
                "facilitator sees it."
            ),
            "positions": gettext("What it asks for"),
            "who_sees": gettext("Who sees it:"),
            "seen": [gettext("everybody"), gettext("only the facilitator")],
            "speaks": [gettext("Who speaks for it"), gettext("By which mandate")],
            "signs": [gettext("Date"), gettext("Signature")],
        },
    }
    content = to.content(gettext("Interests and positions"), body)
    return printed("tables/paper/interests.typ", content)


def options(to: Print) -> Sheet:
    """What the table has to choose from: every option with its numbers, and the limits."""
    table = to.table
    body = {
        "question": said(table, "question"),
        "issues": issues_of(table),
        "limits": limits_of(table),
        "words": {
            "note": gettext(
                "An agreement takes exactly one option of every issue. Going on as today is always "
                "one of them. What is not known is said to be unknown, never taken for nothing."
            ),
            "no_issues": gettext("No issue has been written down yet."),
            "option": gettext("Option"),
            "cost": gettext("What it costs, and whom"),
            "moves": gettext("What it moves: low, likely, high"),
            "as_today": gettext("as today"),
            "nothing": pgettext("cost or effect", "nothing"),
            "notes": gettext("Our notes"),
            "limits": gettext("Limits that every agreement keeps"),
            "limit": gettext("Limit"),
            "bound": gettext("Value"),
            "today": gettext("If nothing changes: low, likely, high"),
            "basis": gettext("Set by"),
            "another": gettext("Another option that we propose"),
            "another_note": gettext(
                "The facilitator adds it to the table once its cost and effects have a source."
            ),
            "of_issue": [gettext("For issue No."), gettext("Who proposes it")],
            "called": gettext("What it is called, in a few words"),
            "what": gettext("What it consists of"),
            "numbers": [gettext("What it costs, who pays"), gettext("What it would move")],
            "source": [gettext("Where these numbers come from")],
        },
    }
    return printed("tables/paper/options.typ", to.content(gettext("Issues and options"), body))


def scores(to: Print, parties: Sequence[Actor]) -> Sheet:
    """One white sheet of scores a party, with what it should know before it writes."""
    body = {
        "parties": [_named(actor) for actor in parties] or [{"name": "", "side": None}],
        "issues": [
            {
                "number": issue["number"],
                "title": issue["title"],
                "options": [
                    {key: option[key] for key in ("number", "title", "is_status_quo")}
                    for option in issue["options"]
                ],
            }
            for issue in issues_of(to.table)
        ],
        "published": Publishes(to.table.publishes).label.lower(),
        "words": _score_words(to),
    }
    return printed("tables/paper/scores.typ", to.content(gettext("Sheet of scores"), body))


def _score_words(to: Print) -> dict[str, Any]:
    published = Publishes(to.table.publishes).label.lower()
    return {
        "institution": gettext("Institution"),
        "how": gettext("How to fill it in"),
        "steps": _score_steps(),
        "know": gettext("What to know"),
        "knows": [
            gettext(
                "Every rule can be gamed, this one too: whoever exaggerates may get more, or may "
                "make the agreement that served best disappear. The facilitator sees, after all "
                "sheets are in, what each red line costs."
            ),
            gettext(
                "The sheet is seen by the institution itself and, when all are in, by the "
                "facilitator. Published with the agreement: %(what)s. Nothing else."
            )
            % {"what": published},
            gettext(
                "What is typed in is read back and countersigned by the institution or by a second "
                "person. This sheet is kept in a closed envelope."
            ),
        ],
        "weight": gettext("points of 100"),
        "option": gettext("Option"),
        "score": gettext("Score"),
        "never": gettext("Not acceptable"),
        "only_if": gettext("Only if"),
        "as_today": gettext("as today"),
        "no_issues": gettext("No issue has been written down yet."),
        "red_lines": gettext("Red lines"),
        "red": [gettext("Option"), gettext("Interest it would hurt"), gettext("Reason")],
        "least": gettext("Least acceptable value (not needed)"),
        "least_says": gettext(
            "In points of 100. Left white, it is what the institution has if there is no agreement."
        ),
        "speaks": [gettext("Who fills it in"), gettext("By which mandate")],
        "signs": [gettext("Date"), gettext("Signature")],
    }


def _score_steps() -> list[str]:
    return [
        gettext("Share 100 points among the issues: more where more is at stake for you."),
        gettext(
            "In every issue, give 4 to the option that serves the institution best. Compare "
            "the others with it, down to 0 for what is worth nothing. Cross one box a row."
        ),
        gettext(
            "“Not acceptable” is a red line: with it the institution would not sign. Name "
            "below the interest it would hurt, and the reason. Each red line leaves fewer "
            "agreements possible, and may leave none."
        ),
        gettext(
            "“Only if” holds where an option is acceptable only together with another one: "
            "write the number of that one."
        ),
    ]


def _named(actor: Actor) -> dict[str, Any]:
    return {"name": actor.seat.institution.name, "side": said(actor.seat.constituency, "name")}
