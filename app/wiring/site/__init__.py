"""What IT has set for this PC."""
