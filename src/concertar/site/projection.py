"""From a place on the earth to a point on the drawn map.

Lambert's azimuthal equal-area projection of a sphere, seen from the middle of the country: areas
are true, and over two thousand kilometres no distance is wrong by more than one part in a hundred.
"""

from dataclasses import dataclass
from math import cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Projection:
    """Where the map is seen from, how many units a kilometre takes, and what lies at its middle."""

    latitude: float
    longitude: float
    units_per_km: float
    x: float
    y: float

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """The drawing's x to the right and y downwards of a place given in degrees."""
        here, middle = radians(latitude), radians(self.latitude)
        apart = radians(longitude - self.longitude)
        stretch = sqrt(2 / (1 + sin(middle) * sin(here) + cos(middle) * cos(here) * cos(apart)))
        unit = EARTH_RADIUS_KM * self.units_per_km * stretch
        east = unit * cos(here) * sin(apart)
        north = unit * (cos(middle) * sin(here) - sin(middle) * cos(here) * cos(apart))
        return self.x + east, self.y - north
