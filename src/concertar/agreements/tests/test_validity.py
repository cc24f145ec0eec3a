"""The declared rule, line by line: data in, a verdict with its reasons out."""

import pytest

from concertar.agreements.validity import verdict

SEATS = [
    {"actor": "town", "constituency": "state", "empty_chair": False},
    {"actor": "clinic", "constituency": "state", "empty_chair": False},
    {"actor": "firm", "constituency": "private-sector", "empty_chair": False},
    {"actor": "port", "constituency": "private-sector", "empty_chair": True},
    {"actor": "homes", "constituency": "communities", "empty_chair": False},
]


def rule(**changes):
    declared = {
        "least_signatures": 2, "may_reserve": True, "must_sign": [],
        "required_constituencies": [],
    }  # fmt: skip
    return {"rule": declared | changes}


def said(**kinds):
    return [{"actor": actor, "kind": kind} for actor, kind in kinds.items()]


@pytest.mark.parametrize(
    ("charter", "signatures", "stands", "unmet"),
    [
        (rule(), said(town="consent", firm="consent"), True, []),
        (rule(), said(town="consent"), False, ["too_few_signatures"]),
        (rule(), said(town="consent", firm="refusal"), False, ["too_few_signatures"]),
        (rule(), said(town="consent", firm="reservation"), True, []),
        (rule(may_reserve=False), said(town="consent", firm="reservation"), False,
         ["too_few_signatures"]),
        (rule(must_sign=["firm"]), said(town="consent", homes="consent"), False,
         ["party_missing"]),
        (rule(must_sign=["firm"]), said(town="consent", homes="consent", firm="refusal"), False,
         ["party_refused"]),
        (rule(must_sign=["firm"]), said(town="consent", firm="reservation"), True, []),
        (rule(required_constituencies=["communities"]), said(town="consent", clinic="consent"),
         False, ["side_missing"]),
        (rule(required_constituencies=["state"]), said(clinic="consent", firm="consent"),
         True, []),
        (rule(required_constituencies=["state"]), said(clinic="refusal", town="consent",
         firm="consent"), True, []),
        (rule(), [], False, ["too_few_signatures"]),
    ],
)  # fmt: skip
def test_the_rule_says_whether_it_stands_and_why_not(charter, signatures, stands, unmet):
    found = verdict(charter, signatures, SEATS)
    assert found.stands is stands
    assert [one.code for one in found.reasons if not one.is_met] == unmet


def test_the_silent_are_those_present_who_said_nothing():
    found = verdict(rule(), said(town="consent", firm="refusal"), SEATS)
    assert found.silent == ("clinic", "homes")


def test_every_line_of_the_rule_is_told_met_or_not():
    charter = rule(must_sign=["town"], required_constituencies=["state", "communities"])
    found = verdict(charter, said(town="consent", homes="consent"), SEATS)
    assert [one.code for one in found.reasons] == [
        "party_signed", "side_signed", "side_signed", "enough_signatures"
    ]  # fmt: skip
    assert (found.reasons[-1].count, found.reasons[-1].least) == (2, 2)
