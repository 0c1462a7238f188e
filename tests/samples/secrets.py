"""ExternalSecrets of every provider; two of them say together all that one can."""

from __future__ import annotations

from constructs_lib.settings import ExternalSecrets, Extract, Find, Param, Rewrite


def files(name: str) -> ExternalSecrets:
    """Variables, files as they are, and a file made from a template; the name tells it from others."""
    return ExternalSecrets(
        provider="secrets-manager",
        cluster_secret_store="manager-{env}",  # noqa: S106 - the name of a store
        path="{env}",
        params={f"{name}_KEY": Param("mail", property="key", version="AWSPREVIOUS", decoding_strategy="Auto")},
        data={
            "user": Param("db", property="user", version="AWSCURRENT"),
            "keystore": Param("/{app}/keystore", decoding_strategy="Base64"),
        },
        template={"db.ini": "user={{ .user }}\nkeystore={{ .keystore | b64enc }}\n"},
        variables={f"{name}_USER": "user"},
        mount_path=f"/etc/{name}",
        files={"db.ini": "db/db.ini", "keystore": "store.jks"},
        mode="0440",
        refresh_interval="20m",
    )


FROM: list[Extract | Find] = [
    Extract("secret/data/{app}", property="login", version="3", decoding_strategy="Auto"),
    Find(
        "^mail",
        tags={"team": "web"},
        path="secret/data/mail",
        rewrite=[Rewrite("secret/data/mail/(.*)", target="$1")],
        decoding_strategy="Base64URL",
    ),
]
"""What the store alone knows."""


def whole(name: str) -> ExternalSecrets:
    """The same as files, and one of its keys as a variable."""
    return ExternalSecrets(
        provider="vault",
        secret_store="vault",  # noqa: S106 - the name of a store
        data_from=FROM,
        variables={f"{name}_LOGIN": "login"},
        mount_path=f"/etc/{name}-vault",
    )


SECRETS = [
    files("mail"),
    whole("mail"),
    ExternalSecrets(
        provider="gcp",
        cluster_secret_store="gcp",  # noqa: S106 - the name of a store
        data={"password": "db-password"},
        variables={"QUEUE_PASSWORD": "password"},
    ),
    ExternalSecrets(secret_store="own-{env}", path="/param/{app}", params={"A": "key", "yes": "/x"}),  # noqa: S106
    ExternalSecrets(secret_store="own", params={"B_2": Param("/y", version="3")}, refresh_interval="30s"),  # noqa: S106
    ExternalSecrets(provider="azure", secret_store="a", data={"a": "cert/web"}, mount_path="/data"),  # noqa: S106
]
"""Any of them may stand beside any other, or meet it."""
