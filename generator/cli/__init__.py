"""The command line: arguments, one call, what is printed, and the exit status."""
