"""The use cases of `parcel`: what a number is, and which parcels a case has."""
