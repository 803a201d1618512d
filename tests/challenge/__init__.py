"""The challenge set: sentences with what must, may and must not be read out of them (see README.md)."""
