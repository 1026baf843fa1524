"""What surrounds the pages: window, rail, top bar, overlays and the cover."""
