"""How content clients were, asked after a case; nobody at the counter sees a single mark (SF-1)."""
