"""What a backend cannot control: time, the network, the carrier, a crowd of clients."""
