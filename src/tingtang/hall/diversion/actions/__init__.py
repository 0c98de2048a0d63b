"""Verbs of diversion: offer, answer, withdraw, come back, close."""
