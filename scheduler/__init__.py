"""What one does with an instance."""
