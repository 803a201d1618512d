"""Articles written for this project, each with the graph that a careful reader makes of it."""
