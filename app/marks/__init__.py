"""Further marks of a client beside the class: habit, value, style of deciding, tier of fund clients (CL-2)."""
