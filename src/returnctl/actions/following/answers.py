"""The raw answers of services as evidence: kept by hash before the log names them.

They go to the disk before the transaction begins, because writing hundreds of files takes longer
than others should wait. A sweep may take away what no entry names yet: what has gone is put back.
"""

from collections.abc import Iterable
from typing import Any

from returnctl.actions.following.choosing import Followed
from returnctl.actions.following.noting import news_of
from returnctl.core.case import Case, Parcel
from returnctl.core.journey import returns_in
from returnctl.core.sightings import Report
from returnctl.core.structs import Struct, field
from returnctl.store.evidence.folder import Copied, EvidenceFolder


class Answers(Struct):
    """The answers of one round that told something new; `day` is in the names of their files."""

    folder: EvidenceFolder
    day: str
    kept: dict[bytes, Copied] = field(default_factory=dict)

    def keep_ahead(self, followed: Iterable[Followed], reports: dict[str, list[Report]]) -> None:
        """Keep every answer that tells something new, as far as is known now.

        Raises:
            Unavailable: the folder cannot take it.
        """
        for each in followed:
            for report in reports.get(each.parcel.number, ()):
                news = news_of(each.target.case, each.parcel, report, str)
                if report.raw and news.drafts:
                    self._keep(report)

    def _keep(self, report: Report) -> Copied:
        copy = self.kept.get(report.raw)
        path = copy and self.folder.path_of(copy.sha256)
        if copy is None or path is None or not path.exists():
            name = f"{report.provider}-{report.number}-{self.day}.json"
            copy = self.kept[report.raw] = self.folder.keep_bytes(report.raw, name)
        return copy

    def facts(
        self, case: Case, parcel: Parcel, report: Report, *, delivered: bool
    ) -> dict[str, Any] | None:
        """Return the facts that name an answer as evidence; None if it is named already."""
        if not report.raw:
            return None
        copy = self._keep(report)
        if any(each.sha256 == copy.sha256 for each in case.evidence):
            return None
        carried = returns_in(case, parcel) if parcel.direction == "return" else ()
        return {
            "level": "evidence",
            "kind": "proof_of_delivery" if delivered else "tracking",
            "sha256": copy.sha256,
            "name": copy.name,
            "size": copy.size,
            **({"of": carried[0]} if len(carried) == 1 else {}),
        }
