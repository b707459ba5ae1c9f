"""What is held about a person, one module for each place it is held in."""
