"""Letters: ready messages to sellers, platforms, carriers and banks, filled from a case's facts.

A template is text with `{fields}`; what fields there are stands in one table (`fields`). Which
template fits a case is another table (`picking`). Reading template files is not done here.
"""
