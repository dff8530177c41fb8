"""The checks of `doctor` beyond the file itself, each a row of a table."""
