"""A program that minds nobody: it makes folders, records and copies as one does without thinking.

The control of the modes: run as a script in a folder.
"""

import shutil
import sqlite3
from pathlib import Path

folder = Path("records")
folder.mkdir(exist_ok=True)
with sqlite3.connect(folder / "naive.db") as conn:
    conn.execute("CREATE TABLE IF NOT EXISTS orders (number TEXT)")
    conn.execute("INSERT INTO orders VALUES ('8190123456789012')")
shutil.copy(folder / "naive.db", folder / "naive.backup")
Path("out").mkdir(exist_ok=True)
Path("out/naive.json").write_text('["8190123456789012"]')
