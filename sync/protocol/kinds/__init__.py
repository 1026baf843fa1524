"""What each kind of statement says, a file for each family; the annotations are the wire format."""
