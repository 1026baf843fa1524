"""How somebody can be reached safely: the banner’s words, the rules, and a try written down."""
