"""Which app is what shape. Most apps are web services; another shape is a file beside `web_service.py`."""

from collections.abc import Mapping

from charts.shape import Shape
from charts.web_service import WebService

CHARTS: Mapping[str, type[Shape]] = {
    "backend": WebService,
}
