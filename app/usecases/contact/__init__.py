"""Whether and how a person may be reached without harm."""
