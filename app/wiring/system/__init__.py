"""What the operating system tells of its session; a module for each system, imported only there."""
