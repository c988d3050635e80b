"""Small faults put into the rules on purpose: each must make a test fail, or no test holds the rule."""
