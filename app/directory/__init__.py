"""The directory: who belongs to a network, and the page by which a network presents itself."""
