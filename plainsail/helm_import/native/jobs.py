"""The setting `cron_jobs`, read from CronJobs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.schedules import BadSchedule, never_fires, parse
from plainsail.helm_import.native import containers
from plainsail.helm_import.native.code import Call
from plainsail.helm_import.native.containers import said
from plainsail.helm_import.native.roles import Roles, containers_of, pod_of
from plainsail.helm_import.native.secrets import secret_of

_FIELDS = (
    "timeZone",
    "concurrencyPolicy",
    "startingDeadlineSeconds",
    "successfulJobsHistoryLimit",
    "failedJobsHistoryLimit",
)


def cron_job(roles: Roles, name: str, document: Document, guesses: list[str]) -> Call:
    """A CronJob; it says what is not the app's own."""
    spec, job = document["spec"], document["spec"]["jobTemplate"]["spec"]
    pod = pod_of(document)["spec"]
    container, app = containers_of(document)[0], roles.container
    fields: dict[str, Any] = {"schedule": spec["schedule"]}
    if _never(spec["schedule"]):
        fields = {"schedule": "0 0 1 1 *", "suspended": True}
        guesses.append(f"cron_jobs.{name}: {spec['schedule']!r} never comes; it is suspended, on another schedule")
    elif spec.get("suspend"):
        fields["suspended"] = True
    fields |= said(spec, *_FIELDS) | said(job, "activeDeadlineSeconds", "backoffLimit") | said(pod, "restartPolicy")
    if container["image"] != app["image"]:
        fields["image"] = containers.image(container)
    fields |= said(container, "imagePullPolicy")
    env = containers.variables(container, secret_of(roles.get("ExternalSecret")))
    shared = containers.variables(app, secret_of(roles.get("ExternalSecret")))
    own = {key: value for key, value in env.items() if "image" in fields or repr(shared.get(key)) != repr(value)}
    if own:
        fields["env"] = own
    if container.get("resources") and container["resources"] != app.get("resources"):
        fields["resources"] = containers.resources(container)
    command = [*(container.get("command") or ()), *(container.get("args") or ())]
    return Call("CronJob", (_text(command),), fields)


def _text(command: Sequence[str]) -> Any:
    """The command as people write it, where no word of it asks for quotes."""
    plain = all(re.fullmatch(r"[\w@%+=:,./-]+", word) for word in command)
    return " ".join(command) if plain else list(command)


def _never(schedule: str) -> bool:
    try:
        return never_fires(parse(schedule))
    except BadSchedule:
        return False
