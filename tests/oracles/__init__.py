"""Two other ways to add up a period, and the random cases on which all must agree.

They share nothing with `returnctl.core` but the words of a case: what a working day is, how a month
is clamped and which day counts first is written down again in each, from the definitions.
"""
