"""The cover that stays on the screen while a fresh process takes the place of one with keys."""
