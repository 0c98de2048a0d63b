"""Verbs of the customer file."""
