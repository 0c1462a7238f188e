"""The backend in production."""

from constructs_lib.settings import change
from envs import shared
from envs.backend.base import Base


class Production(shared.Production, Base):
    """What customers use."""

    ingress = change(host="backend.example.com")
