"""Styles, scripts and pictures as the site ships them."""
