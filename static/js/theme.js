// The theme that a reader chose. This is a classic script in the head: it runs before the first paint, so that no page
// flashes in the wrong theme, and it runs in pages read from disk, where modules are blocked.
(() => {
  const KEY = "digest-theme";
  const root = document.documentElement;

  // Storage is blocked in some private windows; the choice then lasts for this page.
  const readTheme = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  /** @param {string} theme */
  const saveTheme = (theme) => {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      /* lasts for this page */
    }
  };
  const currentTheme = () =>
    root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

  const chosen = readTheme();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

  addEventListener("DOMContentLoaded", () => {
    /** @type {HTMLButtonElement | null} */
    const button = document.querySelector("[data-theme-switch]");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = currentTheme() === "dark" ? "light" : "dark";
      saveTheme(root.dataset.theme);
    });
  });
})();
