"""The page that opens an account: steps, fields, the live form, and the hand-over to the client."""
