"""One Secret of an app, filled from a store by the External Secrets Operator."""

from constructs import Construct

from constructs_lib.identity import Identity
from constructs_lib.k8s_values import custom_metadata
from constructs_lib.kubernetes.annotations import PROVIDER_ANNOTATION
from constructs_lib.settings import ExternalSecrets, Extract, Find, Param
from constructs_lib.settings.stores import whole
from constructs_lib.settings.values import thaw
from constructs_lib.waves import PREREQUISITES
from imports.io import external_secrets as eso


class AppSecrets(Construct):
    """An ExternalSecret (external-secrets.io/v1) that makes one Secret, both of the name that follows their content.

    A new name in `spec.target` alone would not do: the operator deletes the Secret of the old name before it makes the
    other one, and what was ready before the change still seems to be.
    """

    def __init__(self, scope: Construct, id: str, *, identity: Identity, name: str, secrets: ExternalSecrets) -> None:
        super().__init__(scope, id)
        other = {PROVIDER_ANNOTATION: secrets.provider} if secrets.provider != "ssm" else {}
        store = secrets.store
        eso.ExternalSecret(
            self,
            "Resource",
            metadata=custom_metadata(identity.metadata(name=name, wave=PREREQUISITES, annotations=other)),
            spec=eso.ExternalSecretSpec(
                refresh_interval=secrets.refresh_interval,
                secret_store_ref=eso.ExternalSecretSpecSecretStoreRef(
                    name=identity.filled(store.name), kind=store.kind
                ),
                # Policies are written although they are the defaults: an older operator's API server fills them in, and
                # Argo CD would then see a difference for ever.
                target=eso.ExternalSecretSpecTarget(
                    name=name, creation_policy="Owner", deletion_policy="Retain", template=_template(secrets)
                ),
                data=[_datum(name, param, identity) for name, param in secrets.read.items()] or None,
                data_from=[_source(source, secrets, identity) for source in secrets.data_from] or None,
            ),
        )


def _template(secrets: ExternalSecrets) -> eso.ExternalSecretSpecTargetTemplate | None:
    if not secrets.template:
        return None
    policy = "Merge" if secrets.merges else "Replace"
    return eso.ExternalSecretSpecTargetTemplate(engine_version="v2", merge_policy=policy, data=thaw(secrets.template))


def _datum(name: str, param: Param, identity: Identity) -> eso.ExternalSecretSpecData:
    return eso.ExternalSecretSpecData(
        secret_key=name,
        remote_ref=eso.ExternalSecretSpecDataRemoteRef(
            key=identity.filled(param.key),
            property=param.property,
            version=param.version,
            conversion_strategy="Default",
            decoding_strategy=param.decoding_strategy or "None",
            metadata_policy="None",
        ),
    )


def _source(source: Extract | Find, secrets: ExternalSecrets, identity: Identity) -> eso.ExternalSecretSpecDataFrom:
    if isinstance(source, Extract):
        return eso.ExternalSecretSpecDataFrom(
            extract=eso.ExternalSecretSpecDataFromExtract(
                key=identity.filled(whole(source.key, secrets.path)),
                property=source.property,
                version=source.version,
                conversion_strategy="Default",
                decoding_strategy=source.decoding_strategy or "None",
                metadata_policy="None",
            )
        )
    folder = source.path or secrets.path
    return eso.ExternalSecretSpecDataFrom(
        find=eso.ExternalSecretSpecDataFromFind(
            name=eso.ExternalSecretSpecDataFromFindName(regexp=source.name) if source.name is not None else None,
            tags=thaw(source.tags) or None,
            path=identity.filled(folder) if folder else None,
            conversion_strategy="Default",
            decoding_strategy=source.decoding_strategy or "None",
        ),
        rewrite=[
            eso.ExternalSecretSpecDataFromRewrite(
                regexp=eso.ExternalSecretSpecDataFromRewriteRegexp(source=rewrite.source, target=rewrite.target)
            )
            for rewrite in source.rewrite
        ]
        or None,
    )
