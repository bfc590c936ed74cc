// Added by `digest serve` to the pages it shows, and to nothing that is published: loads the page again when a build
// changed the site, and lays the problems of a build that failed over it until they are mended.
(() => {
  const shownBuild = document.currentScript.dataset.build;
  let source;

  function listen() {
    source = new EventSource("/__digest/events");
    source.onmessage = (message) => tell(JSON.parse(message.data));
  }

  function tell({ build, problems }) {
    document.querySelector("digest-problems")?.remove();
    if (problems.length > 0) {
      document.body.append(panel(problems));
    } else if (build !== shownBuild) {
      location.reload();
    }
  }

  function panel(problems) {
    const close = element("button", "Close");
    const shell = element(
      "digest-problems",
      element("h2", "The site could not be built"),
      element("ul", ...problems.map(item)),
      element("p", "Behind this is the last good site. This goes away by itself once the next build succeeds."),
      close,
    );
    shell.setAttribute("role", "alert");
    close.addEventListener("click", () => shell.remove());
    return shell;
  }

  function item({ path, line, message, hint }) {
    return element("li", element("code", line > 0 ? `${path}:${line}` : path), element("b", message), hint);
  }

  function element(name, ...children) {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  }

  // A browser opens six connections to a server and no more, so a tab nobody looks at gives its own back. What it
  // missed it is told when it asks again.
  document.addEventListener("visibilitychange", () => {
    source?.close();
    if (!document.hidden) listen();
  });
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && listen());
  if (!document.hidden) listen();
})();
