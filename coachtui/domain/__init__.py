"""The coaching practice as pure values and rules.

Here belongs what a coach would recognise: client, engagement, agreement, clause, session, and what
may happen to them. A change is a function from an old value to a new one; time comes in as an
argument. Here belongs no file, clock, screen, cryptography or Markdown.
"""
