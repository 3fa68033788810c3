"""Benchmarks: each module prints its figures; `python -m tests.bench` runs all."""
