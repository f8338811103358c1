"""Tier after tier: construction, proof and improvement side by side."""
