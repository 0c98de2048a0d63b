"""Verbs of referrals and experience cards: the only writers of their tables."""
