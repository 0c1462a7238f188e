"""From what was rendered to staging: one commit or none, main by compare and swap, staging only forward."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.github.conftest import Desk, Done
from tests.github.origin import PIN, Origin, git

pytestmark = pytest.mark.slow

BOT = {"GET /users/my-app[bot]": {"id": 4711}}
URL = "https://github.com/my-organisation/my-project"


def rendered(tmp_path: Path, text: str, *, pin: str = "{}\n") -> Path:
    """What the job before hands over."""
    folder = tmp_path / "rendered"
    (folder / "dist/staging").mkdir(parents=True)
    (folder / "dist/staging/app.yaml").write_text(text, encoding="utf-8")
    (folder / PIN).parent.mkdir(parents=True)
    (folder / PIN).write_text(pin, encoding="utf-8")
    return folder


def commit(desk: Desk, clone: Path, folder: Path) -> Done:
    desk.answer(BOT)
    return desk.run("commit-rendered", str(folder), cwd=clone, APP_SLUG="my-app", REPOSITORY_URL=URL)


def test_what_is_rendered_is_committed(desk: Desk, origin: Origin, tmp_path: Path) -> None:
    clone = origin.checkout(origin.first)

    done = commit(desk, clone, rendered(tmp_path, "two\n", pin='{"tag": "x"}\n'))

    assert (done.status, done.err) == (0, "")
    assert done.outputs == {"changed": "true", "commit": git(clone, "rev-parse", "HEAD")}
    assert git(clone, "show", "HEAD:dist/staging/app.yaml") == "two"
    assert git(clone, "show", f"HEAD:{PIN}") == '{"tag": "x"}'
    assert git(clone, "rev-parse", "HEAD^") == origin.first


def test_the_app_is_the_author(desk: Desk, origin: Origin, tmp_path: Path) -> None:
    clone = origin.checkout(origin.first)

    commit(desk, clone, rendered(tmp_path, "two\n"))

    bot = "my-app[bot] <4711+my-app[bot]@users.noreply.github.com>"
    assert git(clone, "show", "-s", "--format=%an <%ae>%n%cn <%ce>") == f"{bot}\n{bot}"


def test_argo_cd_is_told_which_commit_was_rendered(desk: Desk, origin: Origin, tmp_path: Path) -> None:
    """As Go reads and writes addresses: a name in quotes, without quotes of its own."""
    clone = origin.checkout(origin.commit({"a": ""}, subject="Add: a thing"))

    commit(desk, clone, rendered(tmp_path, "two\n"))

    assert git(clone, "show", "-s", "--format=%(trailers:only,unfold)").splitlines() == [
        f"Argocd-reference-commit-sha: {git(clone, 'rev-parse', 'HEAD^')}",
        'Argocd-reference-commit-author: "Ada the [first] Lovelace" <ada@example.com>',
        "Argocd-reference-commit-date: 2026-11-23T12:00:00+01:00",
        "Argocd-reference-commit-subject: Add: a thing",
        f"Argocd-reference-commit-repourl: {URL}",
    ]


def test_on_its_own_commit_there_is_nothing_to_do(desk: Desk, origin: Origin, tmp_path: Path) -> None:
    clone, folder = origin.checkout(origin.first), rendered(tmp_path, "two\n")
    own = commit(desk, clone, folder).outputs["commit"]

    done = commit(desk, clone, folder)

    assert (done.status, done.outputs) == (0, {"changed": "false", "commit": own})
    assert len(desk.asked) == 1, "nobody is asked who the App is"


def test_what_is_no_longer_rendered_goes(desk: Desk, origin: Origin, tmp_path: Path) -> None:
    clone = origin.checkout(origin.commit({"dist/staging/old.yaml": "old\n"}))

    commit(desk, clone, rendered(tmp_path, "one\n"))

    assert git(clone, "ls-tree", "-r", "--name-only", "HEAD", "dist") == "dist/staging/app.yaml"


def test_the_pins_of_all_apps_land_in_one_commit(desk: Desk, origin: Origin, tmp_path: Path) -> None:
    clone = origin.checkout(origin.commit({"envs/api/base.py": "", "envs/api/image.json": "{}\n"}))
    folder = rendered(tmp_path, "two\n", pin='{"tag": "x"}\n')
    (folder / "envs/api").mkdir()
    (folder / "envs/api/image.json").write_text('{"tag": "x"}\n', encoding="utf-8")

    commit(desk, clone, folder)

    files = git(clone, "diff", "--name-only", "HEAD^", "HEAD").splitlines()
    assert files == ["dist/staging/app.yaml", "envs/api/image.json", PIN]


def test_nothing_but_dist_and_the_pins_is_taken(desk: Desk, origin: Origin, tmp_path: Path) -> None:
    """A pin is a file, in the folder of an app that there is: what hands it over ran code of the project."""
    folder = rendered(tmp_path, "two\n")
    clone = origin.checkout(origin.first)
    for name in (".github/evil.yml", "envs/evil/image.json", "envs/backend/base.py", "envs/image.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    (folder / PIN).unlink()
    (folder / PIN).symlink_to("/etc/hostname")

    commit(desk, clone, folder)

    assert git(clone, "diff", "--name-only", "HEAD^", "HEAD") == "dist/staging/app.yaml"


def test_an_artifact_without_dist_deletes_nothing(desk: Desk, origin: Origin, tmp_path: Path) -> None:
    folder, clone = rendered(tmp_path, "two\n"), origin.checkout(origin.first)
    (folder / "dist/staging/app.yaml").unlink()
    (folder / "dist/staging").rmdir()
    (folder / "dist").rmdir()

    done = commit(desk, clone, folder)

    assert (done.status, done.outputs) == (1, {})
    assert git(clone, "status", "--porcelain") == ""


def pushed(desk: Desk, origin: Origin, tmp_path: Path, clone: Path) -> Done:
    """A commit, pushed to main."""
    commit(desk, clone, rendered(tmp_path, "two\n"))
    return desk.run("push-main", cwd=clone, SOURCE=origin.first)


def test_the_commit_is_pushed_to_main(desk: Desk, origin: Origin, tmp_path: Path) -> None:
    clone = origin.checkout(origin.first)

    done = pushed(desk, origin, tmp_path, clone)

    assert (done.status, done.outputs) == (0, {"lost": "false"})
    assert origin.head("main") == git(clone, "rev-parse", "HEAD")


def test_that_somebody_was_faster_is_no_failure(desk: Desk, origin: Origin, tmp_path: Path) -> None:
    clone = origin.checkout(origin.first)
    newer = origin.commit({"a": ""})
    before = origin.branches()

    done = pushed(desk, origin, tmp_path, clone)

    assert (done.status, done.outputs) == (0, {"lost": "true"})
    assert f"::notice title=Overtaken::main moved on to {newer}" in done.out
    assert origin.branches() == before


def test_a_refusal_that_is_no_race_is_a_failure(desk: Desk, origin: Origin, tmp_path: Path) -> None:
    """Without the right to bypass its rules, the App cannot push to main: nothing else would ever say so."""
    origin.refuse("main")

    done = pushed(desk, origin, tmp_path, origin.checkout(origin.first))

    assert (done.status, done.outputs) == (1, {})
    assert "may the App bypass the branch's rules, and write workflows? docs/first-install.md" in done.out


def test_staging_is_moved_forward(desk: Desk, origin: Origin) -> None:
    newer = origin.commit({"a": ""})

    done = desk.run("fast-forward", "staging", newer, cwd=origin.checkout(newer))

    assert (done.status, origin.head("staging"), origin.head("production")) == (0, newer, origin.first)


def promotion(*rows: tuple[str, str | None]) -> dict[str, str]:
    """The file that a review has seen: each environment, and what it follows."""
    environments = [{"environment": name, "ref": name, "follows": before, "approval": None} for name, before in rows]
    return {".github/promotion.json": json.dumps({"version": 1, "environments": environments})}


def test_every_environment_that_follows_no_other_is_moved(desk: Desk, origin: Origin) -> None:
    newer = origin.commit(promotion(("preview", None), ("staging", None), ("production", "staging")))
    origin.move("preview", origin.first)

    done = desk.run("advance", newer, cwd=origin.checkout(newer))

    assert done.status == 0
    assert origin.branches() == {"main": newer, "preview": newer, "production": origin.first, "staging": newer}


def test_an_environment_that_cannot_be_moved_keeps_no_other_back(desk: Desk, origin: Origin) -> None:
    newer = origin.commit(promotion(("preview", None), ("staging", None)))

    done = desk.run("advance", newer, cwd=origin.checkout(newer))

    assert (done.status, origin.head("staging")) == (1, newer)
    assert "::error title=No branch preview::" in done.out


def test_staging_that_is_ahead_stays_where_it_is(desk: Desk, origin: Origin) -> None:
    older, newer = origin.commit({"a": ""}), origin.commit({"b": ""})
    origin.move("staging", newer)

    done = desk.run("fast-forward", "staging", older, cwd=origin.checkout(older))

    assert (done.status, origin.head("staging")) == (0, newer)
    assert f"::notice title=staging::has {older} already; it is at {newer}" in done.out


def test_staging_that_went_astray_is_not_forced(desk: Desk, origin: Origin) -> None:
    astray, newer = origin.commit({"b": ""}, on=origin.first), origin.commit({"a": ""})
    origin.move("staging", astray)

    done = desk.run("fast-forward", "staging", newer, cwd=origin.checkout(newer))

    assert (done.status, origin.head("staging")) == (1, astray)
    assert "nothing is moved by force" in done.out


def test_staging_that_an_older_run_moves_meanwhile_is_moved_on(desk: Desk, origin: Origin) -> None:
    older, newer = origin.commit({"a": ""}), origin.commit({"b": ""})
    clone = origin.checkout(newer)
    origin.meanwhile(clone, "staging", older)

    done = desk.run("fast-forward", "staging", newer, cwd=clone)

    assert (done.status, origin.head("staging")) == (0, newer)


def test_staging_that_a_newer_run_moves_meanwhile_stays_there(desk: Desk, origin: Origin) -> None:
    older, newer = origin.commit({"a": ""}), origin.commit({"b": ""})
    clone = origin.checkout(older)
    origin.meanwhile(clone, "staging", newer)

    done = desk.run("fast-forward", "staging", older, cwd=clone)

    assert (done.status, origin.head("staging")) == (0, newer)


def test_a_branch_is_never_made(desk: Desk, origin: Origin) -> None:
    done = desk.run("fast-forward", "stagging", origin.first, cwd=origin.checkout(origin.first))

    assert done.status == 1
    assert "::error title=No branch stagging::" in done.out
    assert "stagging" not in origin.branches()


def test_a_branch_that_may_not_be_moved_is_a_failure(desk: Desk, origin: Origin) -> None:
    origin.refuse("staging")
    newer = origin.commit({"a": ""})

    done = desk.run("fast-forward", "staging", newer, cwd=origin.checkout(newer))

    assert (done.status, origin.head("staging")) == (1, origin.first)
    assert "may the App bypass the branch's rules, and write workflows? docs/first-install.md" in done.out
