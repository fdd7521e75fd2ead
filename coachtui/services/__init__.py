"""What a coach does, one function for each: the only door for the command line and the screens.

A function here joins the domain's rules with the vault and the documents. It hands the vault a
function from record to record, so that it can be applied to what another process saved meanwhile.
Here belongs no parsing of arguments, no printing and no widget.
"""
