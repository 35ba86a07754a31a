"""Desert places with water, and the great-circle distance to them."""

import collections
import csv
import math
import os

__all__ = ["EARTH_RADIUS_METRES", "Waterhole", "distance_metres", "nearest", "waterholes"]

#: Mean radius of the Earth.
EARTH_RADIUS_METRES = 6371008.8

#: A place, with degrees north and east.
Waterhole = collections.namedtuple("Waterhole", "name country latitude longitude")


def waterholes():
    """Return every :class:`Waterhole` of the table, in its order."""
    table = os.path.join(os.path.dirname(__file__), "waterholes.csv")
    with open(table, encoding="utf-8", newline="") as stream:
        return [
            Waterhole(row["name"], row["country"], float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(stream)
        ]


def distance_metres(latitude, longitude, place):
    """Return the great-circle distance from a point in degrees to a :class:`Waterhole` (haversine)."""
    here, there = math.radians(latitude), math.radians(place.latitude)
    half = math.sin((there - here) / 2) ** 2
    half += math.cos(here) * math.cos(there) * math.sin(math.radians(place.longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_METRES * math.asin(math.sqrt(half))


def nearest(latitude, longitude):
    """Return the :class:`Waterhole` that is nearest to a point given in degrees."""
    return min(waterholes(), key=lambda place: distance_metres(latitude, longitude, place))
