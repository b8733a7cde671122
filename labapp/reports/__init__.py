"""What probes found, written down for somebody else: Markdown, JUnit XML, JSON, one line in a terminal."""
