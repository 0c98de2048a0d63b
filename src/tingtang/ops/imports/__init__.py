"""What people bring from elsewhere: read, checked whole, and written by verbs only."""
