"""FILES -> DOCUMENTS: one module a format."""
