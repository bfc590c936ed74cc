"""What keeps, shares out and times the work of a build. It stands here until no stage below `build` needs it."""
