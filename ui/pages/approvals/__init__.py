"""The manager's desk: requests that wait for an approval, nearest deadline first, one screen to decide on (TO-4)."""
