"""What a client does at the display in more than one flow: answer, read, confirm, set a password, sign."""
