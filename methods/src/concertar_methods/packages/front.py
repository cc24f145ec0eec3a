"""The Pareto front of many points, complete and exact on integers."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Ranks = NDArray[np.int16] | NDArray[np.int32]

_CHUNK = 256


def pareto_front(points: Ints, most: int | None = None) -> Ints | None:
    """The positions of the undominated points, of equal ones the first.

    Parameters
    ----------
    points : int64, shape (dimensions, points)
        More is better in every dimension.
    most : give up where there are more undominated points than this

    Returns
    -------
    int64, the positions in ascending order; None where it gave up

    Examples
    --------
    >>> pareto_front(np.array([[1, 2, 0, 2], [2, 1, 0, 1]])).tolist()
    [0, 1]

    Notes
    -----
    Points are visited by falling sum of ranks: only an earlier one can dominate. The visited
    ones are compared with the front in chunks, the strongest first, and leave as soon as they
    are dominated, so that points far from the front cost little.
    """
    first = _distinct(points)
    ranks = _ranked(points[:, first])
    order = np.argsort(-ranks.sum(axis=0, dtype=np.int64), kind="stable")
    first, ranks = first[order], ranks[:, order].copy()
    kept = np.zeros(0, dtype=np.int64)
    begin, size = 0, _CHUNK
    while begin < ranks.shape[1]:
        block = np.arange(begin, min(begin + size, ranks.shape[1]))
        for chunk in range(0, len(kept), _CHUNK):
            block = block[~_dominated(ranks, block, kept[chunk : chunk + _CHUNK])]
        block = block[~_dominated(ranks, block, block)]
        kept = np.append(kept, block)
        if most is not None and len(kept) > most:
            return None
        begin += size
        size = min(2 * size, 8 * _CHUNK)
    return np.sort(first[kept])


def _distinct(points: Ints) -> Ints:
    """The first position of every distinct point."""
    order = np.lexsort(points)
    ordered = points[:, order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)
    found: Ints = np.minimum.reduceat(order, np.flatnonzero(new)) if len(order) else order
    return found


def _ranked(points: Ints) -> Ranks:
    """The same order in small numbers, which compare faster."""
    ranks = np.empty(points.shape, dtype=np.int32)
    for row, values in zip(ranks, points, strict=True):
        row[:] = np.unique(values, return_inverse=True)[1]
    return ranks.astype(np.int16) if points.shape[1] < 2**15 else ranks


def _dominated(ranks: Ranks, block: Ints, others: Ints) -> NDArray[np.bool_]:
    """Which points of the block have another at least as good everywhere (points differ)."""
    if not len(block) or not len(others):
        return np.zeros(len(block), dtype=np.bool_)
    above = np.ones((len(block), len(others)), dtype=np.bool_)
    for row in ranks:
        above &= row[others] >= row[block][:, None]
    if block is others:
        np.fill_diagonal(above, 0)
    return np.asarray(above.any(axis=1))
