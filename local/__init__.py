"""The whole system on one machine: the template on a local cloud, and an insurer to ask."""
