"""Keystone's auth method ``bitauth``: a bridge judges the proofs, this package finds the user."""
