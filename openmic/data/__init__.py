"""Package data: towns, sample nights, words to look at twice, and what the site promises."""
