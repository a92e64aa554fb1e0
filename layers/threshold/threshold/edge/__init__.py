"""Where Lambda meets the use cases: environment, adapters, batches and HTTP."""
