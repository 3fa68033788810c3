"""The command line: a door like the others; words typed in a shell in, lines printed out."""
