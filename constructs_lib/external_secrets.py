"""The app's Secret, filled from SSM Parameter Store by the External Secrets Operator."""

from cdk8s import ApiObjectMetadata
from constructs import Construct

from constructs_lib.identity import Identity
from constructs_lib.settings import ExternalSecrets
from constructs_lib.waves import PREREQUISITES
from imports.io import external_secrets as eso


class AppSecrets(Construct):
    """An ExternalSecret (external-secrets.io/v1) that makes one Secret, named as the app."""

    def __init__(self, scope: Construct, id: str, *, identity: Identity, secrets: ExternalSecrets) -> None:
        super().__init__(scope, id)
        metadata = identity.metadata(wave=PREREQUISITES)
        store = secrets.cluster_secret_store or secrets.secret_store or ""
        eso.ExternalSecret(
            self,
            "Resource",
            metadata=ApiObjectMetadata(
                name=metadata.name,
                namespace=metadata.namespace,
                labels=metadata.labels,
                annotations=metadata.annotations,
            ),
            spec=eso.ExternalSecretSpec(
                refresh_interval=secrets.refresh_interval,
                secret_store_ref=eso.ExternalSecretSpecSecretStoreRef(
                    name=identity.filled(store),
                    kind="ClusterSecretStore" if secrets.cluster_secret_store else "SecretStore",
                ),
                # Policies are written although they are the defaults: an older operator's API server fills them in, and
                # Argo CD would then see a difference for ever.
                target=eso.ExternalSecretSpecTarget(
                    name=identity.app, creation_policy="Owner", deletion_policy="Retain"
                ),
                data=[_datum(name, secrets, identity) for name in secrets.params],
            ),
        )


def _datum(name: str, secrets: ExternalSecrets, identity: Identity) -> eso.ExternalSecretSpecData:
    parameter = secrets.parameter(name)
    return eso.ExternalSecretSpecData(
        secret_key=name,
        remote_ref=eso.ExternalSecretSpecDataRemoteRef(
            key=identity.filled(parameter.key),
            property=parameter.property,
            version=parameter.version,
            conversion_strategy="Default",
            decoding_strategy="None",
            metadata_policy="None",
        ),
    )
