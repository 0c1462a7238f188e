"""The backend in staging."""

from constructs_lib.settings import change
from envs import shared
from envs.backend.base import Base


class Staging(shared.Staging, Base):
    """Tests code, not scaling."""

    hpa = change(max_replicas=1)
