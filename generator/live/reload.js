// Added by `digest serve` to the pages it shows, and to nothing that is published: loads a page again when a build
// changed what it shows, changes only its styles where only they are new, and lays the problems of a build that failed
// over it until they are mended.
(() => {
  const { content, looks } = document.currentScript.dataset;
  const LAST = "digest-last-time"; // in the tab's storage: what it was loaded again for, and where the reader stood
  const last = remembered();
  let worn = looks;
  let source;

  function listen() {
    source = new EventSource(`/__digest/events?page=${encodeURIComponent(location.pathname)}`);
    source.onmessage = (message) => tell(JSON.parse(message.data));
  }

  function tell(news) {
    document.querySelector("digest-problems")?.remove();
    if (news.content !== content) loadAgain(news.content);
    else remember({});
    if (news.problems.length > 0) document.body.append(panel(news.problems));
    if (news.looks !== worn) wear(news.looks);
  }

  // Once for each content, so that this is not tried for ever in vain. Browsers keep the place, but only roughly.
  function loadAgain(wanted) {
    if (last.wanted === wanted) return;
    remember({ wanted, restoration: history.scrollRestoration, top: scrollY });
    history.scrollRestoration = "manual";
    location.reload();
  }

  function keepPlace() {
    remember({ wanted: last.wanted });
    scrollTo({ top: last.top, behavior: "instant" });
    addEventListener("load", () => (history.scrollRestoration = last.restoration));
  }

  // Storage is blocked in some private windows.
  function remembered() {
    try {
      return JSON.parse(sessionStorage.getItem(LAST)) ?? {};
    } catch {
      return {};
    }
  }

  function remember(what) {
    try {
      sessionStorage.setItem(LAST, JSON.stringify(what));
    } catch {
      /* the browser does what it can */
    }
  }

  // An old style sheet goes when the new one is there, so that the page is never bare.
  function wear(looks) {
    for (const old of document.querySelectorAll(`link[rel~=stylesheet][href*="/${worn}/"]`)) {
      const sheet = old.cloneNode();
      sheet.addEventListener("load", () => old.remove());
      sheet.href = old.href.replace(`/${worn}/`, `/${looks}/`);
      old.after(sheet);
    }
    worn = looks;
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
  if ("top" in last) keepPlace();
  if (!document.hidden) listen();
})();
