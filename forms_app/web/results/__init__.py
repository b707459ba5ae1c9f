"""Results as managers and those they share them with see them."""
