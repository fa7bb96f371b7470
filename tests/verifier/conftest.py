"""The page of the verifier, open for all the tests here."""

import os

import pytest
from verifier_browser import open_page
from verifier_three import FileAsPage


@pytest.fixture(scope="session")
def page(tmp_path_factory):
    """The open page; for mutants of the bot's code, which is not in the page, the Python file once more."""
    if os.environ.get("SSJ_NO_PAGE"):
        yield FileAsPage()
        return
    with open_page(tmp_path_factory.mktemp("verifier-profile")) as opened:
        yield opened
