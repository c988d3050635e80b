"""Grants that were given: offered, accepted, paid, reported on and closed."""
