"""The window that upgrades an older branch before anybody signs in."""
