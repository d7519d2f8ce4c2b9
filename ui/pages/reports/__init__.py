"""The reports page: every list of the branch, asked for, looked at, printed, taken out, made by itself (SE-1, FU-4)."""
