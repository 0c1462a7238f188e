"""What the final image of a Dockerfile is."""

from __future__ import annotations

from textwrap import dedent

import pytest

from plainsail.delivery.dockerfile import Dockerfile, DockerfileError, read_dockerfile


def _read(text: str) -> Dockerfile:
    return read_dockerfile("image/Dockerfile", dedent(text).lstrip("\n"))


def _user(text: str) -> str:
    user = _read(text).final.user
    return user.value if user else ""


def test_the_last_user_of_the_final_stage_counts() -> None:
    assert _user("FROM a\nUSER 1\nFROM b\nUSER root\nuser 33:33\n") == "33:33"


def test_a_stage_inherits_from_the_stage_that_it_is_built_on() -> None:
    final = _read("""
        FROM dunglas/frankenphp:1 AS Base
        ENV SERVER_NAME=:80
        USER 33
        EXPOSE 80
        RUN setcap -r /usr/local/bin/frankenphp
        FROM composer AS vendor
        USER 0
        FROM base
        COPY --from=vendor /app /app
    """).final

    assert final.base == "dunglas/frankenphp:1"
    assert final.user is not None
    assert final.user.value == "33"
    assert final.env["SERVER_NAME"].value == ":80"
    assert [each.value for each in final.exposed] == ["80"]
    assert [step.name for step in final.steps] == ["RUN", "COPY"]


def test_what_a_later_stage_adds_does_not_reach_back() -> None:
    final = _read("FROM a AS base\nENV X=1\nFROM base AS other\nENV X=2\nEXPOSE 1\nFROM base\n").final

    assert final.env["X"].value == "1"
    assert not final.exposed


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("FROM a\nARG USER=www-data\nUSER ${USER}\n", "www-data"),
        ("FROM a\nENV USER app\nUSER $USER:$USER\n", "app:app"),
        ("ARG USER=out\nFROM a\nUSER ${USER:-in}\n", "in"),
        ("ARG USER=out\nFROM a\nARG USER\nUSER ${USER}\n", "out"),
        ("FROM a\nARG USER\nUSER ${USER:-33}\n", "33"),
        ("FROM a\nARG GROUP=1\nUSER 33${GROUP:+:33}\n", "33:33"),
        ("FROM a\nUSER $WHO\n", "$WHO"),
        ("FROM a\nARG A=1 B=2\nUSER $A:$B\n", "1:2"),
    ],
)
def test_variables_are_filled_in_where_they_are_known(text: str, user: str) -> None:
    assert _user(text) == user


def test_a_base_may_be_a_variable() -> None:
    text = "ARG PHP=8.3\nFROM --platform=linux/amd64 dunglas/frankenphp:1-php${PHP} AS app\n"

    assert _read(text).final.base == "dunglas/frankenphp:1-php8.3"


def test_the_word_of_a_variable_may_be_quoted() -> None:
    env = _read("FROM a\nENV A=\"one two\" B='three' C=f\\ our\n").final.env

    assert {name: said.value for name, said in env.items()} == {"A": "one two", "B": "three", "C": "f our"}


def test_lines_continue_over_comments_and_empty_lines() -> None:
    [step] = _read("""
        FROM a
        RUN one; \\
            # a comment

            two; \\
            three
        USER 33
    """).final.steps

    assert step.value.split() == ["one;", "two;", "three"]
    assert step.line == 2


def test_a_here_document_belongs_to_its_instruction() -> None:
    read = _read("""
        FROM a
        RUN <<-EOF
        USER root
        chown -R 33:33 /app
        EOF
        USER 33
    """)

    assert "chown -R 33:33 /app" in read.final.steps[0].value
    assert _line(read) == 6


def _line(read: Dockerfile) -> int:
    assert read.final.user is not None
    return read.final.user.line


def test_another_escape_character_may_be_named_at_the_top() -> None:
    [step] = _read("# escape=`\nFROM a\nRUN one `\n  two\n").final.steps

    assert step.value.split() == ["one", "two"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "line 1: there is no FROM, so no image"),
        ("# nothing\n", "line 1: there is no FROM, so no image"),
        ("FROM a\nUSR 33\n", "line 2: 'usr' is no instruction of a Dockerfile"),
        ("RUN a\nFROM b\n", "line 1: RUN before the first FROM"),
        ("FROM\n", "line 1: FROM names no image"),
        ("FROM a\nRUN <<EOF\necho\n", "line 2: the here-document EOF is never closed"),
        ("FROM a\nENV A='x\n", "line 2: ENV: no closing quotation"),
    ],
)
def test_what_is_no_dockerfile(text: str, problem: str) -> None:
    with pytest.raises(DockerfileError) as caught:
        read_dockerfile("image/Dockerfile", text)

    assert str(caught.value) == problem


def test_where_files_are_copied_to() -> None:
    """Relative to WORKDIR, which itself may be; what earlier stages copied is not in the image."""
    final = read_dockerfile(
        "Dockerfile",
        dedent(
            """
            FROM a AS build
            COPY x /gone
            FROM b
            WORKDIR /app
            WORKDIR public
            COPY --chown=1:1 . ./
            ADD ["a b", "/etc/x/"]
            COPY a $PLACE
            """
        ).strip(),
    ).final

    assert final.workdir is not None
    assert final.workdir.value == "/app/public"
    assert [(step.name, step.value) for step in final.copied] == [("COPY", "/app/public"), ("ADD", "/etc/x")]
