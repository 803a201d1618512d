"""Names in the text: their spans, their classes, and which names are one entity."""
