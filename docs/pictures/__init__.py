"""The pictures of README and the pages, drawn by coachtui itself: ``python -m docs.pictures``."""
