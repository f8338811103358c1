"""Words for people: names, times, rules; one place, so that other languages can be added."""
