"""What is added, removed and changed, what restarts and will fail."""

from __future__ import annotations

from dataclasses import replace

from constructs_lib.kubernetes.diff import ABSENT, FieldChange
from plainsail.plan.report import Row
from plainsail.report import changes_picture
from plainsail.report.changes_picture import Picture, html, picture, sides, whole_apps
from tests.plainsail.plan.planted import (
    Files,
    comparison,
    container,
    cron_job,
    deployment,
    files,
    manifest,
    planned,
)


def drawn(before: Files, after: Files) -> Picture:
    return picture(planned(before, after))


def marks(before: Files, after: Files) -> dict[str, tuple[str, ...]]:
    return {subject.entry.object: subject.marks for group in drawn(before, after).groups for subject in group.subjects}


def test_each_object_has_its_marks() -> None:
    config = manifest("ConfigMap", data={"a": "1"})
    service = manifest("Service", {"type": "ClusterIP", "clusterIP": "10.0.0.1"})
    before = files(cron_job("0 7 * * *"), deployment(), service)
    after = files(config, deployment(container(args=["-v"])), service.replace("10.0.0.1", "10.0.0.2"))

    assert marks(before, after) == {
        "CronJob/backend": ("removed",),
        "ConfigMap/backend": ("added",),
        "Deployment/backend": ("changed", "restarts"),
        "Service/backend": ("changed", "fails"),
    }


def test_what_is_gravest_comes_first() -> None:
    before = files(deployment(), manifest("Service", {"type": "ClusterIP", "clusterIP": "10.0.0.1"}))
    after = files(deployment(container(args=["-v"])), manifest("Service", {"clusterIP": "10.0.0.2"}))
    [group] = drawn(before, after).groups

    assert [subject.entry.object for subject in group.subjects] == ["Service/backend", "Deployment/backend"]


def test_the_same_in_two_environments_is_one_row() -> None:
    before = {**files(deployment(), home="staging/backend"), **files(deployment(), home="qa/backend")}
    other = deployment(container(args=["-v"]))
    [group] = drawn(before, {**files(other, home="staging/backend"), **files(other, home="qa/backend")}).groups

    assert (group.app, group.environments, len(group.subjects)) == ("backend", ("qa", "staging"), 1)


def test_what_follows_from_leaving_a_namespace_is_not_said_of_the_one_that_comes() -> None:
    before = files(deployment())
    after = files(deployment().replace("namespace: backend-staging", "namespace: elsewhere"))
    [group] = drawn(before, after).groups

    told = {subject.entry.action: [result.rule.id for result in subject.results] for subject in group.subjects}

    assert "prune" in told["removed"]
    assert "prune" not in told["added"]


def test_numbers_count_each_environment() -> None:
    homes = ("qa/backend", "staging/backend")
    before, after = (
        {path: text for home in homes for path, text in files(deployment(container(args=[word])), home=home).items()}
        for word in ("a", "b")
    )

    assert drawn(before, after).counts == {"changed": 2, "restarts": 2}


def test_the_words_and_the_line_stand_beside_the_object() -> None:
    shown = html(drawn(files(deployment()), files(deployment(container(args=["-v"])))))

    assert "pods are replaced: containers[app].args changed" in shown
    assert '<span class="at">envs/backend/base.py:7</span> <code>port = 80</code>' in shown
    assert "<summary>1 field</summary>" in shown


def test_a_consequence_that_is_the_same_in_two_environments_stands_once() -> None:
    homes = ("qa/backend", "staging/backend")
    before, after = (
        {path: text for home in homes for path, text in files(deployment(container(args=[word])), home=home).items()}
        for word in ("a", "b")
    )
    [group] = drawn(before, after).groups
    [subject] = group.subjects
    [result] = subject.results
    apart = replace(subject, results=tuple(replace(result, environments=(env,)) for env in result.environments))
    shown = str(changes_picture.html(Picture((replace(group, subjects=(apart,)),), ())))

    assert len(apart.results) == 2
    assert shown.count("pods are replaced: containers[app].args changed") == 1


def test_a_line_that_says_two_of_the_fields_stands_once_beside_the_object() -> None:
    [group] = drawn(files(deployment()), files(deployment(container(args=["-v"])))).groups
    [subject] = group.subjects
    [row] = subject.entry.rows
    assert row.line is not None
    rows = (row, replace(row, line=replace(row.line, setting="another")))
    again = replace(group, subjects=(replace(subject, entry=replace(subject.entry, rows=rows)),))

    assert str(changes_picture.html(Picture((again,), ()))).count("<code>port = 80</code>") == 1


def test_a_symbol_and_words_say_it_not_a_colour_alone() -> None:
    shown = html(drawn({}, files(deployment())))

    assert "</svg> added</div>" in shown
    assert ">+</text>" in shown
    assert "</svg> 1 added</li>" in shown
    assert "</svg> 0 will fail</li>" in shown


def test_what_is_so_of_an_environment_stands_below() -> None:
    before, after = (files(deployment(replicas=count)) for count in (1, 3))
    shown = drawn(before, after)

    assert [result.rule.id for result in shown.others] == ["capacity"]
    assert "<b>staging</b>: pods 1 → 3" in html(shown)


def test_what_is_called_after_its_content_is_one_row_with_its_consequences() -> None:
    """Each environment has a name of its own, which the consequences say."""
    before, after = (
        {
            f"{env}/backend/0.yaml": manifest(
                "ExternalSecret",
                {"target": {"name": f"backend-{digit * 8}"}, "data": [{"secretKey": word, "remoteRef": {"key": "a"}}]},
                api="external-secrets.io/v1",
                metadata={"name": f"backend-{digit * 8}"},
            )
            for env, digit in digits.items()
        }
        for word, digits in (("A", {"qa": "a", "staging": "b"}), ("B", {"qa": "c", "staging": "d"}))
    )
    [group] = drawn(before, after).groups

    assert [(subject.entry.action, bool(subject.results)) for subject in group.subjects] == [
        ("removed", True),
        ("added", True),
    ]
    assert '<div class="muted">ExternalSecret/backend-aaaaaaaa</div>' in html(drawn(before, after))


def test_where_it_is_so_is_said_if_that_is_not_everywhere() -> None:
    before = {**files(deployment(), home="qa/backend"), **files(deployment(replicas=0), home="staging/backend")}
    other = deployment(container(args=["-v"]))
    other_none = deployment(container(args=["-v"]), replicas=0)
    after = {**files(other, home="qa/backend"), **files(other_none, home="staging/backend")}
    shown = html(drawn(before, after))

    assert "<b>qa</b>: pods are replaced" in shown
    assert "<b>staging</b>: there are no pods to replace" in shown


def test_every_consequence_is_shown_once() -> None:
    before = files(cron_job("0 7 * * *"), deployment(replicas=2))
    after = files(cron_job("0 8 * * *"), deployment(container(args=["-v"]), replicas=1))
    plan = planned(before, after)
    shown = picture(plan)
    at_home = [result for group in shown.groups for subject in group.subjects for result in subject.results]

    assert len(plan.report.results) == len({id(result) for result in (*at_home, *shown.others)})
    assert len(at_home) + len(shown.others) == len(plan.report.results)


def test_nothing_differs() -> None:
    assert html(drawn(files(deployment()), files(deployment()))) == (
        '<p class="empty">Nothing differs: the cluster stays as it is.</p>'
    )


def test_everything_new() -> None:
    trees = comparison({}, files(deployment(), manifest("ConfigMap")))
    whole = whole_apps(trees.before, trees.after)
    [group] = picture(planned({}, files(deployment(), manifest("ConfigMap"))), whole).groups

    assert group.whole == "new in staging"
    assert [subject.marks for subject in group.subjects] == [("added",), ("added",)]


def test_an_app_that_leaves_an_environment_and_comes_to_another() -> None:
    trees = comparison(files(deployment(), home="qa/shop"), files(deployment(), home="staging/shop"))

    assert whole_apps(trees.before, trees.after) == {"shop": "new in staging, gone from qa"}


def test_a_row_says_its_environments_where_others_of_its_app_have_more() -> None:
    config = manifest("ConfigMap")
    one, other = deployment(), deployment(container(args=["-v"]))
    before = {**files(one, home="qa/backend"), **files(one, home="staging/backend")}
    after = {**files(other, config, home="qa/backend"), **files(other, home="staging/backend")}
    shown = html(drawn(before, after))

    assert "<h4>backend · qa, staging</h4>" in shown
    assert shown.count('<div class="muted">in ') == 1
    assert '<code>ConfigMap/backend</code><div class="muted">in qa</div>' in shown


def test_what_the_cluster_does_not_notice_says_so() -> None:
    one, other = (cron_job("0 7 * * *", **spec) for spec in ({}, {"suspend": False}))
    shown = html(drawn(files(one), files(other)))

    assert "no change in the cluster" in shown


def test_without_lines_there_is_no_column_of_them() -> None:
    shown = html(drawn(files(deployment()), files(deployment(container(args=["-v"])))), has_lines=False)

    assert "Line behind" not in shown
    assert "envs/backend/base.py" not in shown


def row(old: object, new: object, *, is_hidden: bool = False) -> Row:
    return Row(("staging",), FieldChange(("spec", "x"), old, new), is_hidden, is_felt=True, line=None)


def test_a_field_before_and_after() -> None:
    assert sides(row("512Mi", "1Gi")) == ("512Mi", "1Gi")
    assert sides(row(ABSENT, 3)) == ("", "3")
    assert sides(row("a\nb", "a\nc")) == ("b", "c")


def test_what_is_hidden_stays_hidden() -> None:
    assert sides(row("a", "b", is_hidden=True)) == ("(hidden)", "(hidden, another)")
    assert sides(row(ABSENT, "b", is_hidden=True)) == ("", "(hidden)")
    assert sides(row("a", ABSENT, is_hidden=True)) == ("(hidden)", "")


def test_a_value_of_a_secret_is_nowhere() -> None:
    before, after = (files(manifest("Secret", data={"a": value})) for value in ("c3dvcmRmaXNo", "b3RoZXI="))
    shown = html(drawn(before, after))

    assert "Secret/backend" in shown
    assert "c3dvcmRmaXNo" not in shown
    assert "b3RoZXI=" not in shown


def test_names_and_values_are_escaped() -> None:
    before, after = (files(deployment(container(args=[value]))) for value in ("<b>", "<script>alert(1)</script>"))
    shown = html(drawn(before, after))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script" not in shown
