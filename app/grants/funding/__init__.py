"""Where the money comes from, what was promised of it, and where it is: donor awards and own funds, their
terms and budget lines, and the facts from which every balance is derived."""
