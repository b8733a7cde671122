"""What every lab has: predict, review, check, hints, receipts, the map, and progress."""
