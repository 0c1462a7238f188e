"""Workflow commands of GitHub, escaped as the runner reads them."""

from plainsail.findings.annotations import annotation


def test_a_line_of_a_file_is_annotated() -> None:
    said = annotation("error", "is missing", path="envs/a.py", line=3, title="t")

    assert said == "::error file=envs/a.py,line=3,title=t::is missing"


def test_without_a_file_the_run_is_annotated() -> None:
    assert annotation("warning", "is idle", path="", line=0, title="t") == "::warning title=t::is idle"


def test_an_info_is_a_notice() -> None:
    assert annotation("info", "x", path="", line=0, title="t").startswith("::notice ")


def test_what_would_end_the_command_is_escaped() -> None:
    said = annotation("error", "a\nb\r100%", path="a,b:c", line=1, title="x:y, z")

    assert said == "::error file=a%2Cb%3Ac,line=1,title=x%3Ay%2C z::a%0Ab%0D100%25"
