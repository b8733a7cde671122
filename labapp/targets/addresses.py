"""Where things live in a simulation."""

TOOLSHED = "http://toolshed.test"
CARRIER = "http://carrier.test"
