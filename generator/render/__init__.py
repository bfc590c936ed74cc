"""What readers and programs get to see: pages, maps, feeds, data, citations, styles and scripts, as bytes."""
