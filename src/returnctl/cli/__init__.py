"""The command line: one file per command or group; `main` is the console script."""


def main() -> None:
    """Run returnctl with the arguments of the process; Ctrl-C is quiet from the first import on."""
    try:
        from returnctl.cli.process import run
        from returnctl.cli.signals import heeded

        with heeded():
            run()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
