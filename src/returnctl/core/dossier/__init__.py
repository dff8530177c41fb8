"""Papers for others, as values: the case file for a bank or an ombudsman, the slip in a parcel.

What a paper says is decided here, once; `returnctl.exporting` writes it as a page and as a PDF, and
adds no fact of its own.
"""
