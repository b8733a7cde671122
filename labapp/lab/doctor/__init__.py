"""What an installation needs beyond the self-check; nothing here needs a package to be imported."""
