"""A plan as a comment on a pull request."""

from __future__ import annotations

import re

import pytest

from plainsail.findings.formats.markdown import LIMIT
from plainsail.plan.formats.markdown import write
from tests.plainsail.plan.planted import container, deployment, external_secret, files, ingress, manifest, planned

NASTY = ["a | b", "</details>", "<!-- x", "@admin", "#1", "```\n@admin", "``````", "[x](y)", "*b*", "a\nb", "&#64;"]


def test_one_table_and_the_details_folded() -> None:
    text = write(planned(files(deployment()), files(deployment(container(tty=True)))))

    assert text.splitlines() == [
        "### Plan",
        "",
        "1 object changed, from before to after&#58; 1 info",
        "",
        "| | consequence | where | what | set by |",
        "|---|---|---|---|---|",
        (
            "| info | pods-restart | staging<br><code>Deployment/backend spec.template</code> | "
            "pods are replaced&#58; containers&#91;app&#93;.tty changed | <code>envs/backend/base.py&#58;7</code> |"
        ),
        "",
        "<details><summary>~ <code>Deployment/backend</code> staging backend</summary>",
        "",
        "```diff",
        "+ spec.template.spec.containers[app].tty: true  (envs/backend/base.py:7)",
        "```",
        "",
        "</details>",
    ]


def test_no_difference_is_a_sentence() -> None:
    text = write(planned(files(deployment()), files(deployment())))

    assert text == "### Plan\n\n1 object, no difference between before and after"


@pytest.mark.parametrize("nasty", NASTY)
def test_nothing_from_yaml_breaks_out(nasty: str) -> None:
    before = files(deployment(), external_secret({}), ingress("a"))
    after = files(deployment(container(args=[nasty], image=nasty)), external_secret({nasty: nasty}), ingress(nasty))

    text = write(planned(before, after))

    outside = re.sub(r"^(`{3,})diff\n.*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert outside.count("<details>") == outside.count("</details>") == 3
    assert not re.search(r"[@*\[\]]|<!--|`", outside.replace("**error**", ""))
    rows = [line for line in outside.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows} == {6}


def config(number: int, text: str) -> str:
    data = {f"key-{key}": text * 300 for key in range(70)}
    return manifest("ConfigMap", data=data, metadata={"name": f"a{number}"})


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 20])
def test_it_fits_however_large_the_plan(count: int) -> None:
    """Entries are left out whole, and counted."""
    before, after = (files(*(config(number, text) for number in range(count))) for text in "aé")

    text = write(planned(before, after))

    assert len(text.encode()) < LIMIT
    assert text.count("<details>") == text.count("</details>")
    assert "  and 10 more fields\n```\n\n</details>" in text
    left_out = re.search(r"(\d+) more objects left out; `plainsail plan` shows all\.$", text)
    assert bool(left_out) is (count > 1)


def test_what_is_left_out_is_counted() -> None:
    after = files(
        *(
            manifest("Role", api="rbac.authorization.k8s.io/v1", rules=[n], metadata={"name": f"r{n}"})
            for n in range(600)
        )
    )

    text = write(planned({}, after))

    rows = len([line for line in text.splitlines() if line.startswith("| warning")])
    assert f"\n{600 - rows} more findings left out.\n" in text
