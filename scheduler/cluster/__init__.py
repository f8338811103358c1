"""Other machines: the workers of a Dask cluster, and independent work that is handed to them."""

from scheduler.cluster.connection import Cluster, ClusterError

__all__ = ["Cluster", "ClusterError"]
