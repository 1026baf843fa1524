"""Referrals, made and answered, in the window and outside."""
