"""How long the proofs take as negotiations grow: ``python methods/bench/packages.py``.

Each table is a random program of its own making, always the same for a size: weights of 100
points a party, scores 0 to 4, limits and budgets that bind, pairs that exclude each other. A
size runs in its own process, so that the peak of memory is its own. Compare times of one run
only: machines differ, and so do their neighbours.
"""

import argparse
import multiprocessing
import resource
import time

import numpy as np

from concertar_methods.packages.ordered import (
    greatest_quantities,
    solve_greatest_sum,
    solve_leximin,
    solve_shares,
)
from concertar_methods.packages.product import best_product
from concertar_methods.packages.program import Program

SIZES = (
    (8, 4, 6, 3),
    (12, 4, 9, 3),
    (20, 4, 9, 3),
    (30, 5, 12, 4),
    (40, 5, 12, 4),
    (60, 5, 15, 5),
    (100, 5, 20, 5),
)
"""Issues, options, parties, constituencies."""

SCORE = 4


def table(issues: int, options: int, parties: int, blocs: int, seed: int = 1) -> Program:
    """A negotiation with conflicting interests, six limits and three budgets."""
    random = np.random.default_rng(seed)
    columns = issues * options
    starts = np.arange(0, columns + 1, options)
    cuts = np.sort(random.random((parties, issues - 1)), axis=1) * (100 - issues)
    edges = np.column_stack([np.zeros(parties), cuts, np.full(parties, 100 - issues)])
    weights = np.diff(edges.round(), axis=1) + 1
    scores = random.integers(0, SCORE + 1, (parties, issues, options))
    scores[:, :, 0] = np.minimum(scores[:, :, 0], 1)
    gains = (weights[:, :, None] * scores).reshape(parties, columns).astype(np.int64)
    status_quo = gains[:, starts[:-1]].sum(axis=1)
    touched = random.random((6, issues, 1)) < 2 / 6
    effects = touched * random.integers(-4, 15, (6, issues, options))
    costs = random.integers(10, 90, (issues, options))
    payer = random.integers(0, 3, (issues, options))
    paid = np.array([np.where(payer == k, costs, 0) for k in range(3)])
    caps = np.concatenate([effects, paid])
    caps[:, :, 0] = 0
    pairs = random.integers(0, columns, (issues // 2, 2))
    pairs = pairs[(pairs // options)[:, 0] != (pairs // options)[:, 1]]
    return Program.of(
        starts=starts,
        gains=gains,
        offsets=-status_quo,
        unit=SCORE,
        constituency_of=np.arange(parties) % blocs,
        caps=caps.reshape(9, columns),
        cap_limits=[round(1.4 * issues)] * 6 + [round(5.25 * issues)] * 3,
        excludes=pairs[(pairs % options > 0).all(axis=1)],
        floor_gains=gains,
        floor_limits=status_quo,
        costs=costs.reshape(columns),
    )


def measure(size: tuple[int, int, int, int], rule: str, seconds: float, out) -> None:
    program = table(*size)
    since, worked = time.perf_counter(), time.process_time()
    if rule == "leximin":
        found = solve_leximin(program, seconds=seconds)
    elif rule == "sum":
        found = solve_greatest_sum(program, seconds=seconds)
    else:
        start = solve_leximin(program, seconds=1).columns
        since, worked = time.perf_counter(), time.process_time()
        if rule == "shares":
            best = greatest_quantities(program, seconds=seconds)
            found = solve_shares(program, [int(b.bound or 0) for b in best], seconds=seconds)
        else:
            found = best_product(program, [start], seconds=seconds)
    told = {"proven": found.proven, "gap": "0" if found.proven else "?"}
    if rule != "product" and found.gap is not None:
        told["gap"] = f"{float(found.gap) / (1 if rule == 'shares' else program.unit):.3g}"
    elif rule == "product":
        told["gap"] = f"{((found.bound / found.product) ** (1 / found.gains) - 1):.2%}"
    took, cpu = time.perf_counter() - since, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    out.put({"seconds": took, "cpu": cpu, "megabytes": peak, **told})


def main() -> None:
    parser = argparse.ArgumentParser(description="Seconds, memory and proof as tables grow.")
    parser.add_argument("--rules", default="leximin", help="of leximin, sum, shares, product")
    parser.add_argument("--sizes", type=int, default=5, help="how many of the sizes")
    parser.add_argument("--seconds", type=float, default=120.0, help="the most for one proof")
    asked = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    print(f"{'table':>16} {'rule':>8} {'seconds':>8} {'of work':>8} {'MB':>5}  proven  gap")
    for rule in asked.rules.split(","):
        for size in SIZES[: asked.sizes]:
            out = spawn.Queue()
            process = spawn.Process(target=measure, args=(size, rule, asked.seconds, out))
            process.start()
            told = out.get()
            process.join()
            print(
                f"{' x '.join(map(str, size)):>16} {rule:>8} {told['seconds']:8.1f}"
                f" {told['cpu']:8.1f} {told['megabytes']:5}  {told['proven']!s:6}  {told['gap']}",
                flush=True,
            )


if __name__ == "__main__":
    main()
