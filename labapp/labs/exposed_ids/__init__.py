"""04: three receipts, and what they tell."""
