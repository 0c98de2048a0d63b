"""What is to come: waits now, arrivals later. Knows lines and series, not banks."""
