"""ExternalSecrets of every provider, with every field said."""

from __future__ import annotations

from constructs_lib.settings import ExternalSecrets, Extract, Find, Param, Rewrite

FILES = ExternalSecrets(
    provider="secrets-manager",
    cluster_secret_store="manager-{env}",  # noqa: S106 - the name of a store
    path="{env}",
    params={"MAIL_KEY": Param("mail", property="key", version="AWSPREVIOUS")},
    data={
        "user": Param("db", property="user"),
        "keystore": Param("/{app}/keystore", decoding_strategy="Base64"),
    },
    template={"db.ini": "user={{ .user }}\nkeystore={{ .keystore | b64enc }}\n"},
    variables={"DB_USER": "user"},
    mount_path="/etc/mail",
    files={"db.ini": "db/db.ini", "keystore": "store.jks"},
    mode="0440",
)
"""Variables, files as they are, and a file made from a template."""
WHOLE = ExternalSecrets(
    provider="vault",
    secret_store="vault",  # noqa: S106 - the name of a store
    data_from=[
        Extract("secret/data/{app}", property="login", version="3", decoding_strategy="Auto"),
        Find(
            "^mail",
            tags={"team": "web"},
            path="secret/data/mail",
            rewrite=[Rewrite("secret/data/mail/(.*)", target="$1")],
            decoding_strategy="Base64URL",
        ),
    ],
    variables={"LOGIN": "login"},
    mount_path="/etc/vault",
    refresh_interval="15m",
)
"""What the store alone knows, as files, and one of its keys as a variable."""
OWN = ExternalSecrets(
    provider="gcp",
    cluster_secret_store="gcp",  # noqa: S106 - the name of a store
    data={"password": "db-password"},
    variables={"QUEUE_PASSWORD": "password"},
)
"""What one worker or job has for itself."""
SECRETS = [
    FILES,
    WHOLE,
    OWN,
    ExternalSecrets(secret_store="own-{env}", path="/param/{app}", params={"A": "key", "yes": "/x"}),  # noqa: S106
    ExternalSecrets(secret_store="own", params={"B_2": Param("/y", version="3")}, refresh_interval="30s"),  # noqa: S106
    ExternalSecrets(provider="azure", secret_store="a", data={"a": "cert/web"}, mount_path="/data"),  # noqa: S106
]
"""Any of them may stand beside any other, or meet it."""
