"""Reading the history of another system: files to values, without a database (docs/formats/history.md).

`files` opens and unpacks, `tables` and `xes` give raw records, `columns` says which column holds what, `reading` turns
records into cases, `oddities` says what is strange about them. Writing them down is `services.adopt`.
"""
