"""What comes in over HTTP, a module per noun: validated, closed, bounded."""
