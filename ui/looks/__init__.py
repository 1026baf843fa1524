"""Who saw what: the access log looked through, for a lead what colleagues did too."""
