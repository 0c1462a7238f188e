"""The backend in production."""

from constructs_lib.settings import change
from envs.backend.base import Base


class Production(Base):
    """What customers use."""

    ingress = change(host="backend.example.com")
