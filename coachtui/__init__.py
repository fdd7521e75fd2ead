"""coachtui: the client records of a coach, in a terminal, encrypted at rest."""

__version__ = "0.1.0"
