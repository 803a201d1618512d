"""Whereas: articles in, a knowledge graph out whose every edge shows its sentence and its speaker."""
