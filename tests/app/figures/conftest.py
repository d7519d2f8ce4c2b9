"""The branch of these tests."""

from tests.app.figures.ground import grounds, services

__all__ = ["grounds", "services"]
