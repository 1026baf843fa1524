"""The look of the desktop: colours, sizes, icons, and the theme that joins them."""
