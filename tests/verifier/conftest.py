import pytest
from verifier_browser import open_page


@pytest.fixture(scope="session")
def page(tmp_path_factory):
    with open_page(tmp_path_factory.mktemp("verifier-profile")) as opened:
        yield opened
