"""The command line: one file per command or group; `main` is the console script."""


def main() -> None:
    """Run returnctl with the arguments of the process."""
    from returnctl.cli.app import run

    run()
