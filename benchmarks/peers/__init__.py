"""What a competent user would write first, to compare with."""
