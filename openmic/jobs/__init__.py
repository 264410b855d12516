"""What happens by the clock: the timetable as data, a runner, and one short file for each job."""
