// A list in Markdown: a point for each paper, with its address and the reader's note.

/**
 * @import { Marks } from "./list.js"
 */

/** @param {string} text */
const escape = (text) => text.replace(/[\\`*_[\]<>#|~$]/g, "\\$&").replace(/\s+/g, " ");

/**
 * @param {{ id: string, marks: Marks }[]} papers
 * @param {URL} root
 */
export function writeMarkdown(papers, root) {
  const points = papers.map(({ id, marks: { title, read, note } }) => {
    const address = new URL(`papers/${encodeURIComponent(id)}.html`, root).href;
    const lines = note.split("\n").map((line) => `  > ${escape(line)}`.trimEnd());
    return [`- [${read ? "x" : " "}] [${escape(title || id)}](${address})`, ...(note ? lines : [])].join("\n");
  });
  return `${points.join("\n")}\n`;
}
