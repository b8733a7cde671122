"""What labs draw with: one look, a figure that moves and leaves its last frame, and the storm."""
