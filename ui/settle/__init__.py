"""The clash desk: versions side by side until a person decides."""
