"""The made-up practice in coachtui's vault and in the stores it is measured beside.

Each module has one store, built in bulk in its own format, with the acts of ``store.Store``.
"""
