"""A small runner of workflows: jobs in the order of their needs, steps with their conditions, outputs and variables.

It reads the workflow, and the composite actions, from the commit that GitHub would read them from. Commands run in a
real bash; actions have stand-ins (actions.py). What these workflows do not use is not known, and raises.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from plainsail.yaml_reader import load_all
from tests.github.actions import Machine
from tests.github.expressions import Context, Scope, Unknown, evaluate, holds, interpolate
from tests.github.hosting import OF_RUN, REPOSITORY, Hosting, Unusable
from tests.github.steps import Job, Steps, known, status

_WORKFLOW = {"name", "run-name", "on", "permissions", "concurrency", "defaults", "env", "jobs"}
_JOB = {
    *("name", "needs", "if", "strategy", "runs-on", "timeout-minutes", "permissions", "outputs", "env", "steps"),
    "environment",
}


Run = dict[str, Job]
Hooks = Mapping[str, Callable[[], None]]


def push(commit: str) -> dict[str, Any]:
    """The event of a commit on main."""
    return _event("push", "refs/heads/main", commit)


def tagged(tag: str, commit: str) -> dict[str, Any]:
    """The event of a tag."""
    return _event("push", f"refs/tags/{tag}", commit)


def by_hand(commit: str, *, branch: str = "main", **inputs: str) -> dict[str, Any]:
    """The event of *Run workflow* on a branch, which is at a commit."""
    return {**_event("workflow_dispatch", f"refs/heads/{branch}", commit), "inputs": inputs}


def started(hosting: Hosting) -> tuple[str, dict[str, Any]]:
    """The workflow that a run started last, and the event."""
    [*_, row] = [row for row in hosting.desk.asked if row["call"].startswith("workflow run ") and not row["refused"]]
    branch = row["valued"]["--ref"]
    return row["call"].split()[-1], by_hand(hosting.head(branch), branch=branch, **row["sent"])


def _event(name: str, ref: str, commit: str) -> dict[str, Any]:
    github = {"event_name": name, "ref": ref, "ref_name": ref.split("/", 2)[2], "sha": commit, "workflow_sha": commit}
    return {"github": github, "inputs": {}}


def run(hosting: Hosting, file: str, event: Mapping[str, Any], *, before: Hooks | None = None) -> Run:
    """Runs a workflow for an event. `before` says what happens meanwhile: something to do before a job starts."""
    return _Runner(hosting, file, event).run(before or {})


class _Runner:
    def __init__(self, hosting: Hosting, file: str, event: Mapping[str, Any]) -> None:
        self._hosting = hosting
        self._folder = Path(mkdtemp(dir=hosting.folder, prefix="run-"))
        urls = {"server_url": "https://github.com", "repository": REPOSITORY, "run_id": "1"}
        self._github = Context(event["github"], **urls)
        self._workflow = self._read(f".github/workflows/{file}")
        self._workflow["on"] = self._workflow.pop("true", None)  # what YAML 1.1 takes the word `on` for
        known(self._workflow, _WORKFLOW, file)
        if not starts(self._workflow["on"], self._github):
            raise Unknown(f"{file} does not start for {self._github['event_name']} of {self._github['ref']}")
        self._inputs = inputs(self._workflow["on"], event)
        self._jobs: Run = {}

    def _read(self, path: str) -> dict[Any, Any]:
        [content] = load_all(self._hosting.show(f"{self._github['workflow_sha']}:{path}"))
        return dict(content)

    def run(self, before: Hooks) -> Run:
        for name in _ordered(self._workflow["jobs"]):
            content = self._workflow["jobs"][name]
            known(content, _JOB, name)
            scope = self._scope(content)
            self._jobs[name] = Job(outputs=Context(dict.fromkeys(content.get("outputs", {}), "")))
            if holds(content.get("if"), scope):
                before.get(name, lambda: None)()
                for row in _matrix(content, scope):
                    self._hosting.answer()
                    self._job(name, content, Scope({**scope.contexts, "matrix": Context(row)}, scope.functions))
        shutil.rmtree(self._folder)
        return self._jobs

    def _scope(self, content: Mapping[str, Any]) -> Scope:
        """What a job's own expressions may ask. Of the status, all that it needs counts, however far up."""
        needs = {
            name: Context(result=self._jobs[name].result, outputs=self._jobs[name].outputs) for name in _needs(content)
        }
        results = {self._jobs[name].result for name in _ancestors(self._workflow["jobs"], content)}
        contexts = {"github": self._github, "needs": Context(needs), "inputs": self._inputs}
        contexts["vars"] = self._hosting.variables  # of the repository; one that is not set is nothing
        return Scope(contexts, status(failed="failure" in results, all_good=results <= {"success"}))

    def _job(self, name: str, content: Mapping[str, Any], scope: Scope) -> None:
        whole, job = self._jobs[name], Job()
        environment = interpolate(content.get("environment", ""), scope)
        try:
            held = self._hosting.held_by(environment, self._github["ref"])
        except Unusable as error:
            whole.add(Job("failure", failed="environment", log=str(error)))
            return
        permitted = [f"+{what}:{how}" for what, how in content["permissions"].items()]
        github = Context(self._github, token="".join([OF_RUN, *permitted]))
        machine = Machine(
            hosting=self._hosting,
            folder=Path(mkdtemp(dir=self._folder, prefix=f"{name}-")),
            artifacts=self._folder / "artifacts",
            github=github,
            permissions=content["permissions"],
            environment=environment,
        )
        machine.workspace.mkdir(parents=True)
        machine.temp.mkdir()
        said = {**self._workflow.get("env", {}), **content.get("env", {})}
        env = {key: interpolate(value, scope) for key, value in said.items()}
        places = {
            "github": github,
            "runner": Context(temp=str(machine.temp)),
            "env": Context(env),
            "steps": Context(),
            **held,
        }
        scope = Scope({**scope.contexts, **places}, scope.functions)
        steps = Steps(self._read, machine, job, {**self._workflow["defaults"]["run"]})
        steps.run(content["steps"], scope)
        job.result = "failure" if job.failed else "success"
        whole.outputs.update({key: interpolate(value, scope) for key, value in content.get("outputs", {}).items()})
        job.log = "\n".join(machine.log)
        whole.add(job)
        shutil.rmtree(machine.folder)


def _matrix(content: Mapping[str, Any], scope: Scope) -> list[dict[str, Any]]:
    """What the job runs for, each in its turn: once with nothing, or for each row of its matrix."""
    if "strategy" not in content:
        return [{}]
    said = known(known(content["strategy"], {"fail-fast", "matrix"}, "strategy")["matrix"], {"include"}, "matrix")
    hole = re.fullmatch(r"\$\{\{(.*)\}\}", said["include"].strip())
    rows = evaluate(hole[1], scope) if hole else None
    if not isinstance(rows, list) or not rows:
        raise Unknown(f"a matrix of {rows!r}: GitHub refuses an empty one")
    return rows


def starts(on: Mapping[str, Any], github: Mapping[str, Any]) -> bool:
    """Whether an event starts a workflow."""
    if github["event_name"] != "push":
        return github["event_name"] in on
    said = known(on.get("push", {}), {"branches", "tags"}, "on.push")
    _, kind, name = github["ref"].split("/", 2)
    return any(fnmatch(name, each) for each in said.get({"heads": "branches", "tags": "tags"}[kind], ()))


def inputs(on: Mapping[str, Any], event: Mapping[str, Any]) -> dict[str, Any]:
    """What a run is given: of the type that the workflow says, or as it says where nothing is given."""
    if event["github"]["event_name"] != "workflow_dispatch":
        return {}
    declared, given = on["workflow_dispatch"]["inputs"], event["inputs"]
    if odd := set(given) - set(declared) | {
        name for name in set(declared) - set(given) if declared[name].get("required")
    }:
        raise Unknown(f"inputs that are unknown, or missing: {', '.join(sorted(odd))}")
    made = {name: given.get(name, said.get("default", "")) for name, said in declared.items()}
    return {name: value == "true" if declared[name]["type"] == "boolean" else value for name, value in made.items()}


def _needs(content: Mapping[str, Any]) -> list[str]:
    said = content.get("needs", [])
    return [said] if isinstance(said, str) else list(said)


def _ancestors(jobs: Mapping[str, Any], content: Mapping[str, Any]) -> set[str]:
    return {name for each in _needs(content) for name in (each, *_ancestors(jobs, jobs[each]))}


def _ordered(jobs: Mapping[str, Any]) -> Iterator[str]:
    """The jobs, each behind those that it needs."""
    left = dict(jobs)
    while left:
        ready = [name for name, content in left.items() if not set(_needs(content)) & set(left)]
        if not ready:
            raise Unknown(f"jobs that need each other: {', '.join(left)}")
        for name in ready:
            del left[name]
            yield name
