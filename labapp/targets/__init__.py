"""What probes and labs are pointed at: a world in virtual time, a served backend, a file, an address."""
