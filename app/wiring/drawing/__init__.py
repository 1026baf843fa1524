"""The process that reads files nobody has checked: it holds no key and opens nothing."""
