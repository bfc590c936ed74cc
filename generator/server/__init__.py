"""What `digest watch` and `digest serve` do: see changes, build again, and show the site with live reload."""
