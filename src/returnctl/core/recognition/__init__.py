"""What a number is: whose parcel, an order, or a typing error; told from its form, offline.

`recognising.recognise` is the door. Formats are rows of a table per family of carriers.
"""
