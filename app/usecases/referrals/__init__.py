"""Referrals, from either side: made, sent, taken in, answered, and what is due on them."""
