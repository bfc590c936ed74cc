"""What reads running text: words and the terms they become, sentences, acronyms, and the markup that authors write."""
