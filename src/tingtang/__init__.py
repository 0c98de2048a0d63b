"""Tingtang: the system a bank branch runs its floor on."""

__version__ = "0.1.0"
