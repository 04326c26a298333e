"""Who and where: units with validity, people, posts, assignments, roles, accounts and the typed actor."""
