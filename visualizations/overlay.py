"""A trade drawn over the picture of who stands with whom."""

from linkage.visualizations.assets import Assets
from linkage.visualizations.findings import Findings
from linkage.visualizations.picture import render
from linkage.visualizations.view import Execute, fetch


def picture(execute: Execute, found: Findings, assets: Assets) -> str:
    lens = found.inquiry.lens
    return render(fetch(execute, lens), lens, assets, mode="served")
