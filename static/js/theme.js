// The theme a reader chose. A classic script in the head: it runs before the first paint, so no page flashes in the
// wrong theme, and it runs from disk, where modules are blocked.
(() => {
  const KEY = "digest-theme";
  const root = document.documentElement;

  // Storage is blocked in some private windows; the switch then lasts for the page.
  const remembered = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const remember = (theme) => {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      /* lasts for this page */
    }
  };
  const shown = () => root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

  const chosen = remembered();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-switch]");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = shown() === "dark" ? "light" : "dark";
      remember(root.dataset.theme);
    });
  });
})();
