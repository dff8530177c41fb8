"""Lets `python -m returnctl` do what `returnctl` does."""

if __name__ == "__main__":
    from returnctl.cli import main

    main()
