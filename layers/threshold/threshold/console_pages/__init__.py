"""The console: what staff see and do in a browser. Every page works without script."""
