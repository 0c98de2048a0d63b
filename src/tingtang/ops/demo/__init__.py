"""The demonstration day: three branches, their customers, and a player that lives it."""
