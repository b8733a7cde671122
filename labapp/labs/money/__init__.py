"""07: a morning at the till, and two refunds by hand."""
