"""Roles: which title, office or trade is said of whom, and in which body or state it is held."""
