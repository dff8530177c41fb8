"""The rule packs shipped with the program, as TOML, one folder per kind."""
