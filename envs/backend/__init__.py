"""The backend: the article's PHP application on FrankenPHP. What every app says stands in `shared.py`, never here."""
