"""What an installation needs; no package need be there for it to say so."""
