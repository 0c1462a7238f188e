"""What must hold between environments, and what is said where it does not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.plainsail.projects import complaint, write

SHARED = """
from constructs_lib.settings import *


class Shared(WebService):
    kubernetes_version = "1.35"
    repository = "https://example.com/a.git"
    revision = "{env}"
    delivery = ArgoCd(project="my-project-{env}")
    namespace = Namespace("{app}-{env}")
    image = Image("example.com/a", tag="v1")
    pod_user = 33
    resources = Resources(requests=Compute(cpu="1", memory="1Mi"), limits=Compute(cpu="1", memory="1Mi"))
"""
HEAD = "from constructs_lib.settings import *\nfrom envs.shared import Shared\n\n\n"

EACH = "of one cluster; give each its own, or tell the clusters apart: delivery = change(cluster=...)"
ONCE = "which all apps of an environment share; say it once, in envs/shared.py"
APPROVAL = "add approval = '...', or approval = None where nobody is to be asked"
APART = "say it once, or give each a repository"
COPY = "but an app has one pin; build one, and say build=None of its copy"
SAY_ENV = "say {env} in its name: project='my-project-{env}'"


def built(image: str, *, by: str) -> str:
    """An image that is built, as a class says it."""
    return f'    image = Image("example.com/{image}", build=Build(dockerfile="{by}", sources=["{by}"]))'


SAY_ENV_OF_FLUX = "say {env} in its name: name='my-project-{env}'"
FLUX = 'delivery = Flux(name="one")'


def own_argo_cd(cluster: str) -> str:
    """An Argo CD that brings nothing to other clusters, as a class says it."""
    return f'delivery = ArgoCd(project="my-project-{{env}}", cluster="{cluster}")'


CASES = {
    # Each: what the classes of an app's environments say, the line that is blamed (marked), what is said.
    "two environments in one namespace": (
        {
            "backend": {
                "production": "    port = 8080",
                "staging": '    namespace = Namespace("backend-production")  # <-',
            },
        },
        f"production/backend and staging/backend share the namespace backend-production {EACH}",
    ),
    "two environments of two apps in one namespace": (
        {
            "api": {"production": "    port = 8080"},
            "backend": {"staging": '    namespace = Namespace("api-production")  # <-'},
        },
        f"production/api and staging/backend share the namespace api-production {EACH}",
    ),
    "two repositories": (
        {
            "api": {"staging": "    port = 8080"},
            "backend": {"staging": '    repository = "https://example.com/b.git"  # <-'},
        },
        f"staging/api and staging/backend differ in repository, {ONCE}",
    ),
    "two refs": (
        {"api": {"staging": "    port = 8080"}, "backend": {"staging": '    revision = "main"  # <-'}},
        f"staging/api and staging/backend differ in revision, {ONCE}",
    ),
    "a ref of the app's own": (
        {
            "api": {"staging": '    revision = "{app}"'},
            "backend": {"staging": '    revision = "{app}"  # <-'},
        },
        f"staging/api and staging/backend differ in revision, {ONCE}",
    ),
    "two ways of Argo CD": (
        {
            "api": {"staging": "    port = 8080"},
            "backend": {"staging": '    delivery = ArgoCd(project="my-project-{env}", cascade_delete=True)  # <-'},
        },
        f"staging/api and staging/backend differ in delivery, {ONCE}",
    ),
    "Argo CD beside nothing": (
        {"api": {"staging": "    port = 8080"}, "backend": {"staging": "    delivery = None  # <-"}},
        f"staging/api and staging/backend differ in delivery, {ONCE}",
    ),
    "one AppProject for two environments": (
        {
            "backend": {
                "production": '    delivery = ArgoCd(project="one")',
                "staging": '    delivery = ArgoCd(project="one")  # <-',
            },
        },
        f"production/backend and staging/backend have the same AppProject one; {SAY_ENV}",
    ),
    "an AppProject for each app": (
        {"backend": {"staging": '    delivery = ArgoCd(project="{app}-{env}")  # <-'}},
        "project='{app}-{env}' differs by app; all apps of an environment share one",
    ),
    "one GitRepository for two environments": (
        {
            "backend": {
                "production": f"    {FLUX}",
                "staging": f"    {FLUX}  # <-",
            },
        },
        f"production/backend and staging/backend have the same GitRepository one; {SAY_ENV_OF_FLUX}",
    ),
    "a GitRepository for each app": (
        {"backend": {"staging": '    delivery = Flux(name="{app}-{env}")  # <-'}},
        "name='{app}-{env}' differs by app; all apps of an environment share one",
    ),
    "a Kustomization of the name of the root": (
        {"backend": {"staging": '    delivery = Flux(name="backend-{env}")  # <-'}},
        "staging/backend and the root are both the Kustomization backend-staging in Flux; rename the repository",
    ),
    "two that follow each other": (
        {
            "backend": {
                "production": '    follows = "staging"  # <-\n    approval = None',
                "staging": '    follows = "production"\n    approval = None',
            },
        },
        "production follows staging follows production, so none is the first; let one follow none",
    ),
    "one that follows itself": (
        {"backend": {"staging": '    follows = "staging"  # <-'}},
        "staging follows staging, so none is the first; let one follow none",
    ),
    "one that follows nobody's environment": (
        {"backend": {"production": '    follows = "stagin"  # <-', "staging": "    port = 8080"}},
        "follows='stagin' is no environment; did you mean 'staging'?",
    ),
    "two apps that follow others": (
        {
            "api": {"production": "    follows = None", "staging": "    port = 8080"},
            "backend": {"production": '    follows = "staging"  # <-\n    approval = None'},
        },
        f"production/api and production/backend differ in follows, {ONCE}",
    ),
    "two apps whom others approve": (
        {
            "api": {"eu": '    follows = "staging"\n    approval = "eu"', "staging": "    port = 8080"},
            "backend": {"eu": '    follows = "staging"\n    approval = "us"  # <-'},
        },
        f"eu/api and eu/backend differ in approval, {ONCE}",
    ),
    "nobody says whether somebody is asked": (
        {"backend": {"eu": '    follows = "staging"  # <-', "staging": "    port = 8080"}},
        f"eu follows staging, and nothing says whose approval that takes; {APPROVAL}",
    ),
    "an approval that nothing waits for": (
        {"backend": {"staging": '    approval = "ops"  # <-'}},
        "each push to main moves staging, so nobody is asked; say what it follows, or take approval out",
    ),
    "production, and nothing says what it follows": (
        {"backend": {"production-eu": "    port = 8080", "staging": "    port = 8080"}},
        "each push to main moves production-eu, for nothing says what it follows; add follows = '...', or None",
    ),
    "one that follows another on the same branch": (
        {
            "backend": {
                "eu": '    follows = "staging"\n    approval = None\n    revision = "staging"  # <-',
                "staging": "    port = 8080",
            },
        },
        "eu follows staging, and both are the ref staging; give each its own: revision='{env}'",
    ),
    "one image, built in two ways": (
        {
            "api": {"staging": "    port = 8080"},
            "backend": {"staging": built("a", by="a")},
            "worker": {"staging": f"{built('a', by='b')}  # <-"},
        },
        f"staging/backend and staging/worker build the image example.com/a differently; {APART}",
    ),
    "two images of one app": (
        {
            "backend": {
                "eu": built("a", by="a"),
                "staging": f"{built('b', by='a')}  # <-",
            },
        },
        f"eu/backend and staging/backend build two images, {COPY}",
    ),
    "an app that is called as the root": (
        {"my-project": {"staging": "    port = 8080"}},
        "staging/my-project and the root are both the Application my-project-staging in Argo CD; rename the project",
    ),
    "two Applications of one name": (
        {"a-b": {"c": '    namespace = Namespace("one")'}, "a": {"b-c": "    port = 8080"}},
        "b-c/a and c/a-b are both the Application a-b-c in Argo CD; rename one in envs/__init__.py",
    ),
}


def project(root: Path, said: Mapping[str, Mapping[str, str]]) -> Path:
    """Writes a module `envs/<app>__<env>.py` for each environment, and registers their classes."""
    modules = {(app, env): f"{app}__{env}".replace("-", "_") for app in said for env in said[app]}
    files = {f"envs/{modules[app, env]}.py": f"{HEAD}class Said(Shared):\n{said[app][env]}\n" for app, env in modules}
    rows = "".join(
        f"    {app!r}: {{{', '.join(f'{env!r}: {modules[app, env]}.Said' for env in said[app])}}},\n" for app in said
    )
    imports = "".join(f"from envs import {module}\n" for module in modules.values())
    registry = f"{imports}\nENVIRONMENTS = {{\n{rows}}}\n"
    return write(root, {**files, "envs/__init__.py": registry, "envs/shared.py": SHARED, "cdk8s.yaml": ""})


@pytest.mark.parametrize(("said", "message"), CASES.values(), ids=CASES)
def test_a_mistake_between_environments(said: dict[str, dict[str, str]], message: str, tmp_path: Path) -> None:
    told = complaint(project(tmp_path, said))

    place, _, sentence = told.partition(": ")
    file, _, line = place.partition(":")
    assert sentence == message
    marked = (tmp_path / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert "# <-" in marked or file == "envs/shared.py" or marked == "class Said(Shared):"


MIX_INS = """
from constructs_lib.settings import *


class Shared(Environment):
    kubernetes_version = "1.35"
    repository = "https://example.com/a.git"
    revision = "{env}"
    delivery = ArgoCd(project="my-project-{env}")
    namespace = Namespace("{app}-{env}")


class Production(Environment):
    follows = "staging"
    approval = None
"""
APP = """
from constructs_lib.settings import *
from envs import shared


class Base(shared.Shared, SHAPE):
    SAYS


class PRODUCTION:
    pass


class Staging(Base):
    pass
"""
PODS = SHARED.partition('"{app}-{env}")\n')[2].strip()
AT = "follows=None, and production/cart 'staging' (envs/shared.py:14)"
FIRST = "write class Production(shared.Production, Base)"
OTHER = "shared.Production is for a Workload, which a Manifests is not; split it: class Production(Environment)"
REST = "for what all apps share, class ProductionPods(Production, Workload) for the rest"
OFF_THE_TRAIN = {
    # Each: what else envs/shared.py says, the shape and the class of the app that is blamed, what is said of it.
    "a parent is missing": (
        ("approval = None", "approval = None"),
        "WebService",
        "Production(Base)",
        f"{AT}; {FIRST}",
    ),
    "the parent comes behind": (
        ("approval = None", 'approval = None\n    revision = "live"'),
        "WebService",
        "Production(Base, shared.Production)",
        f"revision='{{env}}', and production/cart 'live' (envs/shared.py:16); {FIRST}",
    ),
    "the parent is for apps of another shape": (
        ("class Production(Environment)", "class Production(Workload)"),
        "Manifests",
        "Production(Base)",
        f"{AT}; {OTHER} {REST}",
    ),
}


@pytest.mark.parametrize("app", ["api", "shop"], ids=["the first", "the last"])
@pytest.mark.parametrize("case", OFF_THE_TRAIN.values(), ids=OFF_THE_TRAIN)
def test_an_app_that_lacks_what_all_apps_share_is_told_at_its_class(
    app: str, case: tuple[tuple[str, str], str, str, str], tmp_path: Path
) -> None:
    shared, shape, production, said = case
    right = APP.replace("SHAPE", "WebService").replace("SAYS", PODS)
    right = right.replace("PRODUCTION", "Production(shared.Production, Base)")
    wrong = APP.replace("SHAPE", shape).replace("SAYS", PODS if shape == "WebService" else 'source = "vendor"')
    entry = "{{'production': {0}.Production, 'staging': {0}.Staging}}"
    registry = "".join(f"    {name!r}: {entry.format(name)},\n" for name in ("cart", app))
    root = write(
        tmp_path,
        {
            "cdk8s.yaml": "",
            "envs/__init__.py": f"from envs import cart, {app}\n\nENVIRONMENTS = {{\n{registry}}}\n",
            "envs/shared.py": MIX_INS.replace(*shared),
            "envs/cart.py": right,
            f"envs/{app}.py": (text := wrong.replace("PRODUCTION", production)),
        },
    )

    line = text.splitlines().index(f"class {production}:") + 1
    assert complaint(root) == f"envs/{app}.py:{line}: production/{app} has {said}"


FINE = {
    "three in a row, of two apps": {
        app: {
            "production-eu": '    follows = "staging"\n    approval = "production"',
            "production-us": '    follows = "production-eu"\n    approval = None',
            "staging": "    port = 8080",
        }
        for app in ("api", "backend")
    },
    "production that each push moves, as it is said": {
        "backend": {"production": "    follows = None", "staging": "    port = 8080"}
    },
    "production alone": {"backend": {"production": "    port = 8080"}},
    "a copy of the image that is built": {
        "backend": {
            "eu": '    image = Image("example.com/b")',
            "staging": built("a", by="a"),
        }
    },
    "two apps of one image": {app: {"staging": built("a", by="a")} for app in ("api", "worker")},
    "two apps of one environment in one namespace": {
        "api": {"staging": '    namespace = Namespace("{env}")'},
        "backend": {"staging": '    namespace = Namespace("{env}", create=False)'},
    },
    "two environments in namespaces of one name on two clusters": {
        "backend": {
            "production": '    follows = None\n    namespace = Namespace("backend")\n    cluster = "https://production.example.com"',
            "staging": '    namespace = Namespace("backend")\n    cluster = "https://staging.example.com"',
        },
    },
    "two environments in namespaces of one name, each with an Argo CD of its own": {
        "backend": {
            "production": f'    follows = None\n    namespace = Namespace("backend")\n    {own_argo_cd("eu")}',
            "staging": f'    namespace = Namespace("backend")\n    {own_argo_cd("us")}',
        },
    },
    "two environments in namespaces of one name, each with a Flux of its own": {
        "backend": {
            "production": f'    follows = None\n    namespace = Namespace("backend")\n    cluster = "eu"\n    {FLUX}',
            "staging": f'    namespace = Namespace("backend")\n    cluster = "us"\n    {FLUX}',
        },
    },
    "one environment by Argo CD, one by Flux, one by hand": {
        "backend": {
            "production": "    follows = None",
            "staging": '    delivery = Flux(name="my-project-{env}")',
            "test": "    delivery = None",
        },
    },
    "one ref for all environments": {
        "backend": {"production": '    follows = None\n    revision = "main"', "staging": '    revision = "main"'},
    },
    "one project's name in two Argo CDs": {
        "backend": {
            "production": '    follows = None\n    delivery = ArgoCd(project="one", namespace="argocd-production")',
            "staging": '    delivery = ArgoCd(project="one", namespace="argocd-staging")',
        },
    },
    "an app in one environment only": {
        "api": {"staging": "    port = 8080"},
        "backend": {"eu": "    port = 80"},
    },
}


@pytest.mark.parametrize("said", FINE.values(), ids=FINE)
def test_what_is_no_mistake(said: dict[str, dict[str, str]], tmp_path: Path) -> None:
    assert complaint(project(tmp_path, said)) == ""
