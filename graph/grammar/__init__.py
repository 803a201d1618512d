"""Syntax above the parse: word classes, tree primitives, coordination, clauses. No cue, no class."""
