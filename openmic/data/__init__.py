"""Package data: towns and sample nights."""
