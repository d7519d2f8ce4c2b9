"""The figures of the dashboards: what they are, who may ask for them, how they are reckoned (issue 7, TO-16)."""
