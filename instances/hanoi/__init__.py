"""Builders of the Hanoi instances: public facts, assumptions and seeded draws."""
