"""The version of this program, as it stands in pyproject.toml; a test compares them."""

VERSION = "0.3.0"
