"""The desktop: windows, pages, widgets."""
