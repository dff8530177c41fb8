"""The view of `doctor`."""

from dataclasses import dataclass

from returnctl.core.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorView(View):
    """`doctor`: each check with its verdict."""

    path: str
    checks: tuple[tuple[str, bool, str], ...]

    @property
    def healthy(self) -> bool:
        """Whether every check passed."""
        return all(fine for _, fine, _ in self.checks)
