"""What has happened with a client, in one line of time."""
