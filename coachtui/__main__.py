"""``python -m coachtui`` is the installed ``coachtui``."""

from coachtui.start import main

if __name__ == "__main__":
    main()
