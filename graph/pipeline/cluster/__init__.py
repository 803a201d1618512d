"""Sources → readings on the workers of a Dask cluster, always in the order of the sources."""

from graph.pipeline.cluster.reader import ClusterReader

__all__ = ["ClusterReader"]
