"""The pure rules of motcua: standard library only, no Django, no clock, no files.

Everything here is a value or a function of values. The law that a rule comes from stands in its docstring.
"""
