"""One function for each path: from a call to the body of its answer."""
