"""Plain functions that put one thing each into the observatory, for tests."""

from datetime import date
from decimal import Decimal
from typing import Any

from concertar.network.models import Territory
from concertar.observatory.models import Indicator, Limit, NaturalEntity, Observation


def city(name: str = "Chimbote") -> Territory:
    slug = name.lower()
    return Territory.objects.get_or_create(
        slug=slug,
        defaults={
            "name": name,
            "sort_name": slug,
            "kind": "city",
            "path": f"{slug}/",
            "zone": "America/Lima",
        },
    )[0]


def indicator(slug: str = "so2", **rest: Any) -> Indicator:
    values = {"name": "Dióxido de azufre, promedio de 24 horas", "unit": "µg/m³", **rest}
    return Indicator.objects.create(slug=slug, **values)


def observation(of: Indicator, value: str, day: date, **rest: Any) -> Observation:
    values = {"territory": city(), "source": "Estación de prueba", **rest}
    return Observation.objects.create(indicator=of, value=Decimal(value), day=day, **values)


def limit(of: Indicator, most: str = "250", **rest: Any) -> Limit:
    values = {
        "slug": f"limit-{of.slug}",
        "kind": "law",
        "name": "ECA de dióxido de azufre",
        "most": Decimal(most),
        "basis": "D.S. 003-2017-MINAM",
        "status": "adopted",
        "adopted_on": date(2017, 6, 7),
        **rest,
    }
    return Limit.objects.create(indicator=of, **values)


def bay(name: str = "Bahía El Ferrol") -> NaturalEntity:
    return NaturalEntity.objects.create(
        slug="bahia-el-ferrol", kind="bay", name=name, territory=city()
    )
