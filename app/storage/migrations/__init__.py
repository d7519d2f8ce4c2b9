"""Migrations of the branch database.

``versions/``: one revision a file, oldest first. ``runner``: the upgrade of an older branch. ``write_initial``: writes
revision 0001 from the metadata; to be run again while no release has been made, never after.
"""
