// A button beside each citation of a paper that copies its text, and a link that saves the RIS record as a file.

/**
 * @param {HTMLButtonElement} button
 * @param {Element} source
 * @param {string} label - of the button, once it has said what it did
 */
async function copyText(button, source, label) {
  try {
    await navigator.clipboard.writeText(source.textContent);
    button.textContent = "Copied";
  } catch {
    // Refused, or not a secure page: the text is selected, ready for the reader's own keys.
    getSelection()?.selectAllChildren(source);
    button.textContent = "Selected";
  }
  setTimeout(() => {
    button.textContent = label;
  }, 2000);
}

for (const source of document.querySelectorAll("[data-cite] pre")) {
  const button = document.createElement("button");
  button.type = "button";
  const label = `Copy ${source.parentElement?.querySelector("summary")?.textContent}`;
  button.textContent = label;
  button.ariaLive = "polite";
  button.addEventListener("click", () => copyText(button, source, label));
  source.after(button);
}

const record = document.getElementById("cite-ris");
if (record) {
  const link = document.createElement("a");
  const lines = record.textContent.replace(/\n/g, "\r\n"); // as the format has it, and pages have not
  link.href = `data:application/x-research-info-systems;charset=utf-8,${encodeURIComponent(lines)}`;
  link.download = `${/^ID {2}- (.*)$/m.exec(lines)?.[1]}.ris`;
  link.textContent = "Download .ris";
  record.parentElement?.append(link);
}
