"""02: Carrier goes down, and nobody can list the tools."""
