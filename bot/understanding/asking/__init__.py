"""The rules: each takes a reading and the conversation so far, and gives the question it knows, or nothing."""
