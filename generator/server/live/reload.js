// Live reload. `digest serve` adds this script to the pages it shows; no published page has it. It loads the page again
// when a build changed its content, replaces the styles when only they are new, and shows the problems of a failed build
// over the page until they are fixed.
(() => {
  /**
   * What the server says after a build: marks of the content and of the styles, and the problems if it failed.
   *
   * @typedef {{ content: string, looks: string, problems: Problem[] }} News
   *
   * @typedef {{ path: string, line: number, message: string, hint: string }} Problem
   */

  /**
   * Kept in the tab's storage: the content for which the page was loaded again, and where the reader was.
   *
   * @typedef {{ wanted?: string, restoration?: ScrollRestoration, top?: number }} Saved
   */

  const { content, looks } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const KEY = "digest-last-time";
  const saved = readSaved();
  let currentLooks = looks;
  /** @type {EventSource | undefined} */
  let source;

  function listen() {
    source = new EventSource(`/__digest/events?page=${encodeURIComponent(location.pathname)}`);
    source.onmessage = (message) => applyNews(JSON.parse(message.data));
  }

  /** @param {News} news */
  function applyNews(news) {
    document.querySelector("digest-problems")?.remove();
    if (news.content !== content) reloadOnce(news.content);
    else save({});
    if (news.problems.length > 0) document.body.append(createPanel(news.problems));
    if (news.looks !== currentLooks) replaceStyles(news.looks);
  }

  /**
   * Loads the page again, but once for each content: it must not go on for ever where that does not help. The place of
   * the reader is saved, because browsers keep it only roughly.
   *
   * @param {string} wanted
   */
  function reloadOnce(wanted) {
    if (saved.wanted === wanted) return;
    save({ wanted, restoration: history.scrollRestoration, top: scrollY });
    history.scrollRestoration = "manual";
    location.reload();
  }

  function restorePlace() {
    save({ wanted: saved.wanted });
    scrollTo({ top: saved.top, behavior: "instant" });
    addEventListener("load", () => (history.scrollRestoration = saved.restoration ?? "auto"));
  }

  /**
   * Storage is blocked in some private windows.
   *
   * @returns {Saved}
   */
  function readSaved() {
    try {
      return JSON.parse(sessionStorage.getItem(KEY) ?? "null") ?? {};
    } catch {
      return {};
    }
  }

  /** @param {Saved} values */
  function save(values) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(values));
    } catch {
      /* the browser does what it can */
    }
  }

  /**
   * An old style sheet is removed when the new one is there, so that the page is never without.
   *
   * @param {string} next
   */
  function replaceStyles(next) {
    /** @type {NodeListOf<HTMLLinkElement>} */
    const sheets = document.querySelectorAll(`link[rel~=stylesheet][href*="/${currentLooks}/"]`);
    for (const old of sheets) {
      const sheet = /** @type {HTMLLinkElement} */ (old.cloneNode());
      sheet.addEventListener("load", () => old.remove());
      sheet.href = old.href.replace(`/${currentLooks}/`, `/${next}/`);
      old.after(sheet);
    }
    currentLooks = next;
  }

  /** @param {Problem[]} problems */
  function createPanel(problems) {
    const close = createElement("button", "Close");
    const panel = createElement(
      "digest-problems",
      createElement("h2", "The site could not be built"),
      createElement("ul", ...problems.map(createItem)),
      createElement("p", "Behind this is the last good site. This goes away by itself once the next build succeeds."),
      close,
    );
    panel.setAttribute("role", "alert");
    close.addEventListener("click", () => panel.remove());
    return panel;
  }

  /** @param {Problem} problem */
  function createItem({ path, line, message, hint }) {
    const place = line > 0 ? `${path}:${line}` : path;
    return createElement("li", createElement("code", place), createElement("b", message), hint);
  }

  /**
   * @param {string} name
   * @param {(string | Node)[]} children
   */
  function createElement(name, ...children) {
    const element = document.createElement(name);
    element.append(...children);
    return element;
  }

  // A browser opens no more than six connections to a server, so a tab that nobody looks at gives its own back. When it
  // asks again, it is told what it missed.
  document.addEventListener("visibilitychange", () => {
    source?.close();
    if (!document.hidden) listen();
  });
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && listen());
  if ("top" in saved) restorePlace();
  if (!document.hidden) listen();
})();
