"""A room full of learners, seen through the codes that they paste into a chat."""
