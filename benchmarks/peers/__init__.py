"""Peers to compare with: what a competent user of each solver would write."""
