"""Policy files: versions, text, differences, decisions (RA-3)."""
