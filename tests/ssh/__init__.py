"""coachtui behind a real OpenSSH server, with a real client on a real terminal."""
