"""All sentences for people are made here, so that other languages can be added."""
