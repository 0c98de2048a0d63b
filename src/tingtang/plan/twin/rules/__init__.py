"""Rules of the twin: what is known of a branch, and its present state as a scenario. Pure."""
