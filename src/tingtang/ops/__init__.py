"""Running the house: settings, entry points, embedded PostgreSQL, supervision."""
