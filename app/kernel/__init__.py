"""What every feature builds on. Nothing in here knows a feature."""
