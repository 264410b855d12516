"""How fast the pages are in a visitor's browser: `make bench-page`."""
