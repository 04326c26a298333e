"""Pages of the desk: thin; what they show is made in `pages`, what they do in the services of `dossiers`."""
