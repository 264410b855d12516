"""How fast the site is, measured on the site itself. docs/performance.md has the figures and what they mean."""
