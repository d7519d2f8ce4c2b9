"""All clients classified anew: who moves where, as picture, matrix and list (CL-3)."""
