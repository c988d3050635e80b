"""Stored files: checked on the way in, encrypted at rest, handed out only as attachments."""
