"""What cases of every kind have in common: fields as typed, acts, steps and how each stands."""
