"""The list of what is to be done: ``page`` shows it, ``filters`` says what of it, ``sheet`` shows one task."""
