"""Making the front end's data files; nothing that speaks imports this."""
