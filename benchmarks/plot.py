"""The plot of results: CPU time of each command against the size of the archive."""

from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.subjects import HELLO, Key
from benchmarks.targets import Costs

_OURS: Final = {
    "deadlines": "#0b6e4f", "status": "#1f77b4", "next": "#7b3fa0", "show": "#2ca6a4",
    "search": "#8c6d31", "add": "#c2185b", "mark": "#e07b39",
}  # fmt: skip
# How many points its name stands above or below the end of its line.
_PEERS: Final = {
    "todo list": 4, "khal list": -11, "task list": -3, "hledger balance": -3, "sqlite3 shell": -3,
}  # fmt: skip
_GREY: Final = "#777777"


def draw(costs: Costs, path: Path) -> None:
    """Write the plot as SVG; its text stays text."""
    import matplotlib as mpl

    mpl.use("svg")
    # No date and no chance in it: the same numbers give the same file.
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "returnctl", "font.size": 10})
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(9, 5.2), layout="constrained")
    for name, colour in _OURS.items():
        _line(axes, costs, name, color=colour, marker="o", markersize=4, linewidth=1.8, label=name)
    for name, lift in _PEERS.items():
        end = _line(axes, costs, name, color=_GREY, marker="s", markersize=3, linewidth=1)
        if end:
            axes.annotate(name, end, xytext=(6, lift), textcoords="offset points", color=_GREY)
    hello = 1000 * median(each.cpu for each in costs[Key(HELLO, 0, terminal=False)])
    axes.axhline(hello, color="black", linewidth=0.8)
    axes.annotate(HELLO, (1, hello), xycoords=("axes fraction", "data"), xytext=(-4, -12),
                  textcoords="offset points", ha="right", fontsize=9)  # fmt: skip
    sizes = sorted({key.size for key in costs if key.size})
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    ticks = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
    axes.set_yticks(ticks, [f"{tick:,}" for tick in ticks])
    axes.minorticks_off()
    axes.set_xlabel("entries, all but 20 of them over")
    axes.set_ylabel("CPU time of the whole process, ms")
    axes.grid(visible=True, color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside right upper", frameon=False)
    figure.savefig(path, metadata={"Date": None, "Creator": None})


def _line(axes: Any, costs: Costs, name: str, **style: Any) -> tuple[int, float] | None:
    """Draw a line, and return where it ends."""
    points = [
        (key.size, 1000 * median(each.cpu for each in found))
        for key, found in costs.items()
        if key.name == name and not key.terminal
    ]
    if points:
        axes.plot(*zip(*points, strict=True), **style)
    return points[-1] if points else None
