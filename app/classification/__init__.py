"""Classes of clients by assets and turnover, with the figures each was decided on (CL-1)."""
