from tests.releases.conftest import fixture, url

__all__ = ["fixture", "url"]
