"""The command ``sandgrouse-caravan``."""

import argparse

from sandgrouse_caravan.report import report
from sandgrouse_courier import carry, unpack
from sandgrouse_flight import flight_to_nearest
from sandgrouse_units import format_size


def _parser():
    parser = argparse.ArgumentParser(prog="sandgrouse-caravan", description="Carry a folder across the desert.")
    commands = parser.add_subparsers(dest="command", required=True)
    carrying = commands.add_parser("carry", help="copy FOLDER to the new folder PARCEL and read it back")
    carrying.add_argument("folder")
    carrying.add_argument("parcel")
    carrying.add_argument("--capacity", default="3.9 GiB", help="size of the largest piece (%(default)s)")
    unpacking = commands.add_parser("unpack", help="check PARCEL and join its pieces below FOLDER")
    unpacking.add_argument("parcel")
    unpacking.add_argument("folder")
    water = commands.add_parser("water", help="show the flight to the nearest waterhole")
    water.add_argument("latitude", type=float)
    water.add_argument("longitude", type=float)
    return parser


def main(arguments=None):
    """Run the command and return its exit code: 0, or 1 when a parcel did not arrive whole."""
    options = _parser().parse_args(arguments)
    if options.command == "water":
        flight = flight_to_nearest(options.latitude, options.longitude)
        print(report({"place": flight.place.name, "minutes": round(flight.minutes)}))
        return 0
    if options.command == "unpack":
        print(report({"files": unpack(options.parcel, options.folder)}))
        return 0
    parcel = carry(options.folder, options.parcel, options.capacity)
    print(report({"files": parcel.files, "size": format_size(parcel.size_bytes), "problems": len(parcel.problems)}))
    return 1 if parcel.problems else 0
