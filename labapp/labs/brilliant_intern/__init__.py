"""01: what the assistant did well, counted, run and put to the test."""
