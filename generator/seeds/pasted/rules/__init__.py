"""What a line says by itself, whatever stands around it: labels, boilerplate, names of authors, dates."""
