"""Who may be meant by what was typed: names, numbers and days that are nearly the same."""
