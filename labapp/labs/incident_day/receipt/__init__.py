"""The whole receipt: all probes and one Monday, naive against fixed."""
