"""A bar for what takes long: on a terminal, beside the answer, and nowhere else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from returnctl.render.output import Form, Output


@contextmanager
def bar_of(output: Output, what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show how much of `total` is done; call what is yielded with each number of further steps."""
    if output.form is not Form.TERMINAL or output.quiet or not output.err.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    console = Console(file=output.err, markup=False)
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda steps: bar.advance(task, steps)
