"""What each mail says: one file per subject."""
