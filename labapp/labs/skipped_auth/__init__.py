"""05: the access matrix, marked and then filled."""
