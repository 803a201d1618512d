"""Roles: which title, office or trade a text gives to which person, and of which body or state it is."""
