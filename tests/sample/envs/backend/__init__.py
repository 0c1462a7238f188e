"""The backend: the article's PHP application on FrankenPHP."""
