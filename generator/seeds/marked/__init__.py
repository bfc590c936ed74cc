"""Marked-up pages: saved HTML, Markdown and the text of a browser that numbers its links.

Each is reduced to the same blocks (`blocks`): headings, paragraphs, points of lists, rows of tables, each with its
links and the line where it starts. What a block is to a paper is for others to say; here nothing is judged.
"""
