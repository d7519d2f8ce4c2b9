"""The newest revision of the schema. Written by ``app.storage.migrations.write_next``; needs no library."""

HEAD = "0002"
