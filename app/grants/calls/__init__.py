"""Calls for proposals: what a network offers, to whom, until when, and how it decides."""
