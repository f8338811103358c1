"""Tier after tier: construction first, then proof and improvement side by side."""
