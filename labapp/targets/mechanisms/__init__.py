"""Parts of a fix, switched on one by one: the learner's part is the exercise, these are supplied."""
