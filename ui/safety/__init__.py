"""What keeps a screen from telling: locking when nobody is there, and coming back."""
