"""Measurements of whole processes, as ratios taken in one run."""
