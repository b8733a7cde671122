"""Where things live in a world of virtual time."""

TOOLSHED = "http://toolshed.test"
CARRIER = "http://carrier.test"
