"""What a table means, said a second time: every package tried, in fractions, over plain JSON.

Imports nothing of ours. Slow on purpose: each rule is written as its definition reads.
"""

import itertools
from fractions import Fraction


class Oracle:
    """All feasible packages of a table, and the best of them by every rule."""

    def __init__(self, table):
        self.table = table
        self._fairness = {}
        self.issues = {i["name"]: i for i in table["issues"]}
        self.options = {i["name"]: {o["name"]: o for o in i["options"]} for i in table["issues"]}
        self.quo = {i["name"]: i["status_quo"] for i in table["issues"]}
        self.parties = [p["name"] for p in table["parties"]]
        at_fallback = self.values(self.quo | table.get("fallback", {}))
        self.reservation = {
            p["name"]: Fraction(p["reservation"]) if "reservation" in p else at_fallback[p["name"]]
            for p in table["parties"]
        }
        self.binding = self.respects_limits(self.quo | table.get("fallback", {}))
        names = [list(options) for options in self.options.values()]
        everything = (
            dict(zip(self.options, chosen, strict=True)) for chosen in itertools.product(*names)
        )
        self.feasible = [x for x in everything if self.is_feasible(x)]
        gains = [self.gains(x) for x in self.feasible]
        self.top = {p: max((g[p] for g in gains), default=None) for p in self.parties}

    # one package

    def points(self, party, issue, option):
        score = self.table["scores"][party][issue][option]
        if score == "unacceptable":
            return Fraction(0)
        return Fraction(score["score"] if isinstance(score, dict) else score)

    def weight(self, party, issue):
        weights = party.get("weights")
        return Fraction(weights[issue]) if weights else Fraction(100, len(self.issues))

    def values(self, x):
        scale = Fraction(self.table.get("scale", 4))
        return {
            p["name"]: sum(self.weight(p, q) * self.points(p["name"], q, x[q]) / scale for q in x)
            for p in self.table["parties"]
        }

    def gains(self, x):
        return {p: v - self.reservation[p] for p, v in self.values(x).items()}

    def compared(self, x):
        compare = self.table.get("compare", "gain")
        if compare == "value":
            return self.values(x)
        if compare == "gain":
            return self.gains(x)
        return self.shares(x)

    def shares(self, x):
        return {p: g / self.top[p] for p, g in self.gains(x).items() if self.top[p] > 0}

    def blocs(self, amounts):
        parts = {}
        for p in self.table["parties"]:
            if p["name"] in amounts:
                parts.setdefault(p["constituency"], []).append(amounts[p["name"]])
        mean = self.table.get("aggregate", "min") == "mean"
        return {c: sum(part) / len(part) if mean else min(part) for c, part in parts.items()}

    def respects_limits(self, x):
        for limit in self.table.get("limits", []):
            end = 2 if limit["operator"] == "<=" else 0
            base = limit["baseline"]
            worst = Fraction(base[end] if isinstance(base, list) else base)
            for q, o in x.items():
                if o == self.quo[q] or limit["indicator"] not in self.issues[q].get("affects", []):
                    continue
                effect = self.options[q][o].get("effects", {}).get(limit["indicator"])
                if effect is None:
                    return False
                worst += Fraction(effect[end] if isinstance(effect, list) else effect)
            value = Fraction(limit["value"])
            if worst > value if end == 2 else worst < value:
                return False
        return True

    def is_feasible(self, x):
        chosen = {q: self.options[q][o] for q, o in x.items()}
        for option in chosen.values():
            if any(x[r["issue"]] != r["option"] for r in option.get("requires", [])):
                return False
            if any(x[r["issue"]] == r["option"] for r in option.get("excludes", [])):
                return False
        for kind, member in (("budgets", "cost"), ("capacities", "load")):
            for name, most in self.table.get(kind, {}).items():
                used = sum(Fraction(o.get(member, {}).get(name, 0)) for o in chosen.values())
                if used > Fraction(most):
                    return False
        return self.respects_limits(x) and all(
            self.signs(p, x) for p in self.table["parties"] if p.get("signature") != "optional"
        )

    def signs(self, party, x):
        for q, o in x.items():
            score = self.table["scores"][party["name"]][q][o]
            if score == "unacceptable":
                return False
            if isinstance(score, dict) and any(
                x[r["issue"]] != r["option"] for r in score["only_if"]
            ):
                return False
        return not self.binding or self.gains(x)[party["name"]] >= 0

    # what decides

    def changes(self, x):
        return sum(x[q] != self.quo[q] for q in x)

    def cost(self, x):
        return sum(
            Fraction(amount)
            for q, o in x.items()
            for amount in self.options[q][o].get("cost", {}).values()
        )

    def place(self, x):
        return tuple(list(self.options[q]).index(o) for q, o in x.items())

    def fairness(self, x):
        """The greater, the better: leximin with all its ties."""
        place = self.place(x)
        if place not in self._fairness:
            self._fairness[place] = self._fairness_of(x)
        return self._fairness[place]

    def _fairness_of(self, x):
        compared = self.compared(x)
        return (
            sorted(self.blocs(compared).values()),
            sorted(compared.values()),
            # who can gain nothing has no share, and still something to lose
            sorted(self.gains(x).values()) if self.table.get("compare") == "relative" else [],
            -self.changes(x),
            -self.cost(x),
            [-i for i in self.place(x)],
        )

    def leximin(self):
        return max(self.feasible, key=self.fairness)

    def nash(self):
        def key(x):
            positive = [g for g in self.gains(x).values() if g > 0]
            product = Fraction(1)
            for gain in positive:
                product *= gain
            return len(positive), product, self.fairness(x)

        return max(self.feasible, key=key)

    def kalai_smorodinsky(self):
        return max(self.feasible, key=lambda x: (sorted(self.shares(x).values()), self.fairness(x)))

    def greatest_sum(self):
        return max(self.feasible, key=lambda x: (sum(self.gains(x).values()), self.fairness(x)))

    def pareto(self):
        """The vectors of gains that no other one reaches everywhere."""
        points = {tuple(self.gains(x).values()) for x in self.feasible}
        return {
            a
            for a in points
            if not any(a != b and all(i <= j for i, j in zip(a, b, strict=True)) for b in points)
        }
