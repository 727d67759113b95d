"""The rules of English: a module a semiotic class, and the order in which they are tried."""
