"""Assessment: instruments as data, scores, the level-of-care rules and what they recommend."""
