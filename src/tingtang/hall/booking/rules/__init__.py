"""Rules of appointments and of large cash. Pure; time is an argument."""
