"""Bytes and files: keys, sealed files, records on disk, the index, the lock and drafts.

Here belongs everything that turns the practice's values into sealed files and back. Here belongs
nothing about screens, documents or what a coach does.
"""
