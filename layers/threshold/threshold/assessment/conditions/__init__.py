"""The conditions of the rules, a file for each family: pure, over the facts and the settings."""
