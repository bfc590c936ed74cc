"""What everything speaks in: the types of papers, problems and their exit status, settings, and addresses of pages."""
