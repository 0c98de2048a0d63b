"""What the twin reads: the branch as it stands, past days, and what was kept of them."""
