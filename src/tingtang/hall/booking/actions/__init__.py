"""Verbs of appointments and of large cash."""
