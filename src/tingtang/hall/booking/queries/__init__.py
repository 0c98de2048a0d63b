"""Readers of appointments and of reservations of cash."""
