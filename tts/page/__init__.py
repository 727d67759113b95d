"""The page in the browser: what `app.py` shows needs these routes, and these scripts and styles."""
