"""An agreement as a document: out as Markdown, page and PDF of one look, and a returned copy read.

What an agreement is belongs to the domain; what words a document has in each language, to ``words``.
"""
