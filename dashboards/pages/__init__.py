"""The pages, in the order in which an operator meets them."""

from __future__ import annotations

from dashboards.order import ORDER
from dashboards.page import Page
from dashboards.pages.afgang import afgang
from dashboards.pages.akasse import akasse
from dashboards.pages.datakvalitet import datakvalitet
from dashboards.pages.drift import drift
from dashboards.pages.kommune import kommune
from dashboards.pages.overblik import overblik
from dashboards.pages.regler import regler
from dashboards.pages.revision import revision
from dashboards.pages.sammenligning import sammenligning
from dashboards.pages.skygge import skygge
from dashboards.pages.taelleri import taelleri
from dashboards.pages.tilsyn import tilsyn


def pages() -> list[Page]:
    """All pages there are."""
    law = (overblik, kommune, akasse, tilsyn, regler, skygge)
    analyses = (sammenligning, afgang, revision, taelleri)
    made = (*law, *analyses, datakvalitet, drift)
    return sorted((page() for page in made), key=lambda page: ORDER.index(page.uid))
