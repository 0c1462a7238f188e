"""Each app, and the class that holds its settings in each environment."""

from collections.abc import Mapping

from constructs_lib.settings import Environment
from envs import (
    api,
    basket_cache,
    checkout,
    ledger,
    logs,
    mailer,
    orders_db,
    reports,
    scheduler,
    search,
    thumbnails,
    web,
)

ENVIRONMENTS: Mapping[str, Mapping[str, type[Environment]]] = {
    "api": {
        "staging": api.Staging,
        "production-eu": api.ProductionEu,
        "production-us": api.ProductionUs,
    },
    "basket-cache": {
        "staging": basket_cache.Staging,
        "production-eu": basket_cache.ProductionEu,
        "production-us": basket_cache.ProductionUs,
    },
    "checkout": {
        "staging": checkout.Staging,
        "production-eu": checkout.ProductionEu,
        "production-us": checkout.ProductionUs,
    },
    "ledger": {
        "staging": ledger.Staging,
        "production-eu": ledger.ProductionEu,
        "production-us": ledger.ProductionUs,
    },
    "logs": {
        "staging": logs.Staging,
        "production-eu": logs.ProductionEu,
        "production-us": logs.ProductionUs,
    },
    "mailer": {
        "staging": mailer.Staging,
        "production-eu": mailer.ProductionEu,
        "production-us": mailer.ProductionUs,
    },
    "orders-db": {
        "staging": orders_db.Staging,
    },
    "reports": {
        "production-eu": reports.ProductionEu,
        "production-us": reports.ProductionUs,
    },
    "scheduler": {
        "staging": scheduler.Staging,
        "production-eu": scheduler.ProductionEu,
        "production-us": scheduler.ProductionUs,
    },
    "search": {
        "staging": search.Staging,
        "production-eu": search.ProductionEu,
        "production-us": search.ProductionUs,
    },
    "thumbnails": {
        "staging": thumbnails.Staging,
        "production-eu": thumbnails.ProductionEu,
        "production-us": thumbnails.ProductionUs,
    },
    "web": {
        "staging": web.Staging,
        "production-eu": web.ProductionEu,
        "production-us": web.ProductionUs,
    },
}
