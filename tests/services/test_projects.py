"""Projects of the desk: what there is none of is refused."""

from __future__ import annotations

from drafter.cli.serve import web_module
from drafter.content import load_content
from drafter.errors import FileError, MissingTool
from drafter.services.projects import from_sample
from tests.tools import refused


def test_a_sample_there_is_none_of_is_refused() -> None:
    with refused(FileError, "sample"):
        from_sample(load_content(), "../minimal")


def test_a_package_that_is_missing_is_named_with_what_installs_it() -> None:
    with refused(MissingTool, "extra") as caught:
        web_module("no_such_package_of_the_desk")
    assert "pip install 'drafter[web]'" in caught.value.findings[0].remedy.en
