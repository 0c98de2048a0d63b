"""Verbs of a ticket: issuing, calling, moving, the day's end. The only writers of hall.ticket."""
