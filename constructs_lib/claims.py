"""PersistentVolumeClaims of the app's own, which its pods share."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib import waves
from constructs_lib.identity import Identity
from constructs_lib.settings import OwnClaim, Workload
from constructs_lib.storage import claim_spec


class OwnClaims(Construct):
    """The claims of the app, named `<app>-<name>`.

    No tool deletes one without a person: the data goes along.
    """

    def __init__(self, scope: Construct, id: str, *, identity: Identity, settings: Workload) -> None:
        super().__init__(scope, id)
        # In the wave of the first pods that mount it: many a disk is only made once a pod asks for it, and in a wave of
        # its own Argo CD would wait for it before it makes the pod.
        wave = waves.MIGRATION if settings.migration else waves.WORKLOADS
        for name, volume in settings.volumes.items():
            if isinstance(volume, OwnClaim):
                k8s.KubePersistentVolumeClaim(
                    self,
                    name,
                    metadata=identity.metadata(name, wave=wave, annotations=identity.kept),
                    spec=claim_spec(volume),
                )
