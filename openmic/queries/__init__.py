"""The only selects, inserts, updates and deletes: functions, always with a limit."""
