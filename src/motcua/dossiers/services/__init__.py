"""Writes of dossiers: one module per action, each a pure `plan` and the door that records it.

Every door takes `actor` and `at`, checks the policy, refuses what the lifecycle forbids and what moved meanwhile
(`Conflict`), and is idempotent by `key`: the same key again returns the first result and writes nothing.
"""
