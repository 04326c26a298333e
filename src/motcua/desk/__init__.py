"""Officers' home: my work, intake, lists, search."""
