"""The programme: a timetable joined with its instance once, and the tables made from it."""
