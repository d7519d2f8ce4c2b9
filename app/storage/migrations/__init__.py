"""Migrations of the branch database (docs/adding-a-migration.md).

``versions/``: one revision a file, oldest first; ``fill/``: what is done to rows, by hand. ``runner``: the upgrade of
an older branch. ``write_next``: writes the one migration that is not released. ``released``: those that are, frozen.
``recorded``: the schema as they leave it, without a database. ``altering``: changes of a table on both databases.
"""
