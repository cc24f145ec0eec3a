"""`make bench`, the pages: queries, time and bytes of the lists as the network grows.

Cost must not grow with the number of rows: the number of queries is the same at every size, and a
page of fifty rows takes about the same time whether 100 or 10,000 institutions stand behind it.
"""

import gzip
import statistics
import time

import django


def main() -> None:
    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    name = connection.creation.create_test_db(verbosity=0)
    try:
        _run()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _run() -> None:
    from concertar.kit.access import OPERATOR
    from concertar.network.actions import load_forum
    from concertar.network.models import Institution

    load_forum(by=OPERATOR)
    addresses = (
        "/",
        "/places/",
        "/institutions/",
        "/institutions/?q=universidad",
        "/search/?q=universidad",
        "/institutions.csv",
    )
    print(f"{'institutions':>12}  {'address':<30} {'queries':>7} {'ms':>7} {'KB gzip':>8}")
    for size in (100, 1_000, 10_000):
        _grow(size)
        for address in addresses:
            queries, milliseconds, size_kb = _measure(address)
            print(
                f"{Institution.objects.count():>12}  {address:<30} {queries:>7}"
                f" {milliseconds:>7.1f} {size_kb:>8.1f}"
            )


def _grow(size: int) -> None:
    from concertar.kit import search
    from concertar.network.models import Institution, Territory
    from concertar.network.tests.factories import institutions

    Institution.objects.filter(slug__startswith="no-").delete()
    institutions(size, place=Territory.objects.get(slug="arequipa"))
    search.rebuild()


def _measure(address: str) -> tuple[int, float, float]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, times = Client(), []
    client.get(address)
    for _ in range(5):
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address)
            body = b"".join(page.streaming_content) if page.streaming else page.content
        times.append(time.perf_counter() - began)
    return len(asked), statistics.median(times) * 1000, len(gzip.compress(body)) / 1000


if __name__ == "__main__":
    main()
