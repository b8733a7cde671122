"""Six lamps beside green tests: one for each family of probes."""
