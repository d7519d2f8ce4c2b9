"""Forms signed on paper come back: pages recognised by their code and bound to their document (AR-5)."""
