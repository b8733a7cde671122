"""Your assistant: prompts to take away, a file to probe, receipts side by side, a card to keep."""
