"""Flights to water: distance and time at a sandgrouse's cruising speed."""

from sandgrouse_units import format_distance
from sandgrouse_waterhole import distance_metres, nearest, waterholes

__all__ = ["SPEED_METRES_PER_SECOND", "Flight", "flight_to", "flight_to_nearest"]

#: Sixty kilometres an hour, which a sandgrouse keeps up for half an hour and more.
SPEED_METRES_PER_SECOND = 60000 / 3600


class Flight:
    """A flight to one waterhole: its ``place``, ``distance_metres`` and ``minutes``."""

    def __init__(self, place, metres):
        self.place = place
        self.distance_metres = metres
        self.minutes = metres / SPEED_METRES_PER_SECOND / 60

    def __str__(self):
        return "{} to {}, {:.0f} min".format(format_distance(self.distance_metres), self.place.name, self.minutes)


def flight_to(name, latitude, longitude):
    """Return the :class:`Flight` from a point in degrees to the waterhole called ``name``.

    Raises ``KeyError`` when the table has no such place.
    """
    for place in waterholes():
        if place.name == name:
            return Flight(place, distance_metres(latitude, longitude, place))
    raise KeyError(name)


def flight_to_nearest(latitude, longitude):
    """Return the :class:`Flight` from a point in degrees to the nearest waterhole."""
    place = nearest(latitude, longitude)
    return Flight(place, distance_metres(latitude, longitude, place))
