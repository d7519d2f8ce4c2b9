"""A small branch of every release, as that release's own program made it, kept in ``tests/data/releases/VERSION``.

``branch/``: the folder of a sample branch on the embedded database, with its documents and the sample's own key.
``server/``: the dump of the same branch after it was moved to a branch server (a backup; its documents are those of
``branch/``), and ``told.json``: what was in it. The tests bring both to the schema of today.

At a release, from a clean checkout of it: ``python -m tests.releases make`` (needs PostgreSQL, as the tests do), and
commit the folder. Never make an old one again: that is not what the release made.
"""
