"""Tests of `returnctl.render`."""
