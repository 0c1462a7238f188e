"""The check of the same name."""

import pytest

from plainsail.checks.delivery import image_files_of_another_user
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_delivery import image


def _messages(*lines: str) -> list[str]:
    text = "\n".join(("FROM dunglas/frankenphp", *lines))
    return [finding.message for finding in image_files_of_another_user.check(manifests(delivery=image(text)))]


def test_chown_gives_files_to_somebody_else() -> None:
    planted = image("""
        FROM dunglas/frankenphp
        RUN setcap -r /usr/local/bin/frankenphp; \\
            chown -R 1000:1000 /data/caddy /app
        USER www-data
    """)

    [finding] = image_files_of_another_user.check(manifests(delivery=planted))

    assert finding.message == "gives files to 1000:1000, but the image runs as www-data (line 4)"
    assert (finding.where.path, finding.where.line) == ("image/Dockerfile", 2)


@pytest.mark.parametrize("copy", ["COPY --chown=1000:33 . /app", "ADD --link --chown=1000 app.tar /app"])
def test_copies_to_somebody_else(copy: str) -> None:
    assert len(_messages(copy, "USER 33:33")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "RUN chown -R www-data:www-data /data && chown 33:33 /app",
        "COPY --chown=33:33 . /app",
        "COPY --chown=root:root . /app",
        "RUN chown -R 0:0 /app",
        "RUN chown $(id -u):$(id -g) /app",
        "COPY --chown=somebody . /app",
        "RUN chown --from=root www-data /app",
    ],
)
def test_silent_on_its_own_user_on_root_and_on_who_is_unknown(line: str) -> None:
    assert not _messages(line, "USER 33:33")


def test_silent_on_stages_that_are_left_behind() -> None:
    assert not _messages("COPY --chown=1000:1000 . /src", "FROM dunglas/frankenphp", "USER 33:33")


def test_the_article_s_own_lines() -> None:
    assert not _messages("ARG USER=www-data", "RUN chown -R ${USER}:${USER} /config/caddy /data/caddy", "USER ${USER}")
