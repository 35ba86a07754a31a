"""Carry a folder across the desert. The command line lives in :mod:`sandgrouse_caravan.command`."""

from sandgrouse_caravan.report import report

__all__ = ["report"]
