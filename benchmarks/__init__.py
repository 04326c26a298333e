"""Measured claims: one file each, with peers beside ours in the same run (docs: README, How fast)."""
