"""Who has a client or a case open at this moment, so that two people do not work past each other."""
