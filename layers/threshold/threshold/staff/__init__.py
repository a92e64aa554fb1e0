"""Staff at work: signing in, sessions, claims, and forms kept over the end of a session."""
