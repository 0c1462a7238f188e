"""The app's Secret, filled from SSM Parameter Store by the External Secrets Operator."""

from cdk8s import ApiObjectMetadata
from constructs import Construct

from constructs_lib.identity import Identity
from constructs_lib.settings import ExternalSecrets
from constructs_lib.waves import PREREQUISITES
from imports.io import external_secrets as eso


class AppSecrets(Construct):
    """An ExternalSecret (external-secrets.io/v1) that makes one Secret, both of the name that follows their content.

    A new name in `spec.target` alone would not do: the operator deletes the Secret of the old name before it makes the
    other one, and what was ready before the change still seems to be.
    """

    def __init__(self, scope: Construct, id: str, *, identity: Identity, name: str, secrets: ExternalSecrets) -> None:
        super().__init__(scope, id)
        metadata = identity.metadata(name=name, wave=PREREQUISITES)
        store = secrets.store
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
                    name=identity.filled(store.name), kind=store.kind
                ),
                # Policies are written although they are the defaults: an older operator's API server fills them in, and
                # Argo CD would then see a difference for ever.
                target=eso.ExternalSecretSpecTarget(name=name, creation_policy="Owner", deletion_policy="Retain"),
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
