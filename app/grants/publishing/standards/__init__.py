"""Files that others read: who publishes them, how grants are written, what is wrong with a row, and how files
of past grants are read."""
