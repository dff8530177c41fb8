"""One fault at one chosen system call or statement, in every command, at every one of them."""
