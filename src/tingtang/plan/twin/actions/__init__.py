"""Verbs of the twin: to learn, to ask, to suggest; the only writers of it."""
