"""What Toolshed does, a module per noun: more than a route should hold, without any HTTP."""
