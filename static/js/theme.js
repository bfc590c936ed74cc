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

  // Without a script there is nothing to switch, so the button is made here.
  addEventListener("DOMContentLoaded", () => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "theme-switch";
    button.dataset.themeSwitch = "";
    button.ariaLabel = "Switch between light and dark";
    button.addEventListener("click", () => {
      root.dataset.theme = currentTheme() === "dark" ? "light" : "dark";
      saveTheme(root.dataset.theme);
    });
    document.querySelector(".site-header .bar")?.append(button);
  });
})();
