"""The print queue: jobs that wait for a printer, every print registered (SR-2, AR-3)."""
