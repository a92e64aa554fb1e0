"""How a 270 reaches a payer: the port, and one adapter for each connectivity rule."""
