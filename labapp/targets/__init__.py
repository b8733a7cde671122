"""What probes and labs are pointed at: a simulation, a served backend, a file, an address."""
