"""iCalendar (RFC 5545), read and written: the one door to the libraries for it."""
