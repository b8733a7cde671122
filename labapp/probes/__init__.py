"""Black-box experiments over HTTP: they know a Target and the contract, and nothing else of ours."""
