"""Marketing staff at work: certificates watched (SR-3), clients handed over when somebody leaves (MS-2)."""
