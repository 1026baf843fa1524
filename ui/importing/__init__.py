"""Bringing in past records: columns, a look at what would become of each row, all of them."""
