"""Three seconds of the storm over real sockets, against what the model predicts."""
