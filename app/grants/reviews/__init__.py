"""Reviewers who score applications to a call, and what becomes of their scores."""
