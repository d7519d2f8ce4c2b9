from collections.abc import Iterator

import pytest

from tests.builders import Templates
from tests.releases.replay import VERSIONS, Fixture


@pytest.fixture(params=VERSIONS)
def fixture(request: pytest.FixtureRequest) -> Fixture:
    return Fixture(str(request.param))


@pytest.fixture
def url(templates: Templates) -> Iterator[str]:
    """The owner's address of an empty database."""
    made = templates.server.create()
    yield made
    templates.server.drop(made)
