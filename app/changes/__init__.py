"""What a client has changed after the opening: data, paper, password, staff, accounts, permissions."""
