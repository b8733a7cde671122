"""What comes back from review, a module per family: tempting wrong fixes, and right ones unlike ours."""
