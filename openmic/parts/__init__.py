"""Markup both worlds share. No part decides on data, builds strings or knows which world it is in."""
