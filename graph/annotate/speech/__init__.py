"""Reported speech: quotations, indirect speech, their speakers and reporting verbs."""
