"""The installers: the program frozen with all it needs, a .deb for Debian and kin, a setup program for Windows."""
