"""Verbs of guidance: to guide, to keep a promise, to meet; the only writers of it."""
