"""What Broke First: a small backend, six ways in which it fails, and the lab that shows them."""
