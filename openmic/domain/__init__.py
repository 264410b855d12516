"""What the site does, as verbs of the field. Never commits, never renders."""
