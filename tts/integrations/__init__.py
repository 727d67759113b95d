"""Voices for frameworks of voice agents. Each module needs the framework's own package."""
