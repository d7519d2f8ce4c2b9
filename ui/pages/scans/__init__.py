"""Scan back: papers signed by hand come back as pictures and are filed (AR-5, KY-4)."""
