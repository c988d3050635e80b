"""Small faults put into the rules on purpose: each must make a test fail, or the tests do not hold the rule."""
