"""Random tables, from a seed: small ones with everything a table may say."""

import random


def small_table(seed):
    """Two to five issues, two to five parties; limits, budgets, links, red lines, conditions."""
    r = random.Random(seed)
    issues = [f"issue {i}" for i in range(r.randint(2, 5))]
    options = {q: [f"option {j}" for j in range(r.randint(2, 4))] for q in issues}
    indicators = [f"indicator {i}" for i in range(r.randint(0, 2))]
    payers = [f"payer {i}" for i in range(r.randint(0, 2))]
    rows = [_issue(r, q, options[q], indicators, payers) for q in issues]
    for _ in range(r.randint(0, 3)):
        _link(r, rows, r.choice(["requires", "excludes", "excludes"]))
    parties = [_party(r, i, issues) for i in range(r.randint(2, 5))]
    even = r.random() < 0.3  # few different scores: many ties
    if even:
        for party in parties:
            party.pop("weights", None)
    scores = {p["name"]: {q: _scores(r, q, options, even) for q in issues} for p in parties}
    table = {
        "scale": r.choice([4, 4, "4.0", 10]),
        "aggregate": r.choice(["min", "mean"]),
        "compare": r.choice(["gain", "gain", "value", "relative"]),
        "parties": parties,
        "issues": rows,
        "scores": scores,
        "limits": [_limit(r, i, name) for i, name in enumerate(indicators)],
        "budgets": {payer: r.randint(20, 160) for payer in payers},
        "capacities": {"works": r.randint(1, 8)} if r.random() < 0.3 else {},
    }
    if r.random() < 0.2:
        table["fallback"] = {rows[0]["name"]: rows[0]["status_quo"]}
    return table


def _issue(r, name, options, indicators, payers):
    affects = [i for i in indicators if r.random() < 0.7]
    quo = r.choice(options[:2])
    rows = []
    for option in options:
        row = {"name": option, "load": {"works": r.randint(0, 3)}}
        if payers and option != quo:
            row["cost"] = {r.choice(payers): r.choice([r.randint(5, 60), f"{r.randint(5, 60)}.5"])}
        if option != quo:
            row["effects"] = {i: _range(r) for i in affects if r.random() < 0.95}
        rows.append(row)
    return {"name": name, "status_quo": quo, "affects": affects, "options": rows}


def _range(r):
    middle = r.randint(-8, 10)
    high = f"{4 * middle + r.randint(0, 12)}/4"
    return r.choice([middle, [middle - r.randint(0, 3), middle, high]])


def _limit(r, number, indicator):
    operator = r.choice(["<=", "<=", ">="])
    sign = 1 if operator == "<=" else -1
    base = r.choice([0, [-1, 0, 1], 3])
    value = sign * r.randint(-1, 30)
    return {
        "name": f"limit {number}",
        "indicator": indicator,
        "baseline": base,
        "operator": operator,
        "value": value,
    }


def _link(r, rows, kind):
    a, b = r.sample(rows, 2)
    option, other = r.choice(a["options"]), r.choice(b["options"])
    if any(o["issue"] == b["name"] for o in option.get("requires", [])):
        return
    target = {"issue": b["name"], "option": other["name"]}
    if target not in option.get("excludes", []):
        option.setdefault(kind, []).append(target)


def _party(r, number, issues):
    party = {"name": f"party {number}", "constituency": f"side {number % r.randint(1, 3)}"}
    if r.random() < 0.8:
        party["weights"] = {
            q: r.choice([r.randint(1, 50), f"{r.randint(1, 300)}/7"]) for q in issues
        }
    if r.random() < 0.25:
        party["reservation"] = r.choice([str(r.randint(0, 60)), "0.5", "50/3"])
    if r.random() < 0.25:
        party["signature"] = "optional"
    return party


def _scores(r, issue, options, even):
    row = {}
    for option in options[issue]:
        fine = [r.randint(0, 4), r.randint(0, 4), f"{r.randint(0, 3)}.5", f"{r.randint(1, 9)}/3"]
        score = r.choice([0, 2, 4] if even else fine)
        if r.random() < 0.04:
            score = "unacceptable"
        elif r.random() < 0.05:
            other = r.choice([q for q in options if q != issue])
            wanted = {"issue": other, "option": r.choice(options[other])}
            score = {"score": score, "only_if": [wanted]}
        row[option] = score
    return row
