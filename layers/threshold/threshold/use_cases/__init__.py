"""What the system does, one module a deed: each reads, decides by pure rules, stores one change."""
