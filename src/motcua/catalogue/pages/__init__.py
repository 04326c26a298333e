"""What the pages of the catalogue show, ready to print: views choose, templates lay out."""
