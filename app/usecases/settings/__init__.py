"""What a team sets for itself: places, areas, steps, codes and form packs."""
