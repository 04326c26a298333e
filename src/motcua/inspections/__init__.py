"""Looking whether the record is true: signs of work outside the software, and spot checks against the shelf."""
