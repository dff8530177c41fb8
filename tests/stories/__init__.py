"""Worked stories: whole lives of returns, told as commands and what is answered after each."""
