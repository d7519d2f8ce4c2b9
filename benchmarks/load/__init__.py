"""Many counters at one branch server, and one desk: ``./guitai bench --only load`` or ``python -m benchmarks.load``."""
