"""What knows no feature: the ground every room of Weft stands on."""
