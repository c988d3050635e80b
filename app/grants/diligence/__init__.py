"""What a network finds out about a group before it sends it money: once, for every grant within the time."""
