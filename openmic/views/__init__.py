"""Frozen values ready to show, and how to make them."""
