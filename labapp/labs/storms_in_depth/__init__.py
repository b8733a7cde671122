"""02b: what a storm is made of, one mechanism at a time, and at scale."""
