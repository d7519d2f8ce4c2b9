"""What can be done at the counter, each with a code of four digits that never changes its meaning."""
