// Before anything is drawn, so that nobody sees the other colours first. A classic script for that reason.
(() => {
  "use strict";
  const KEY = "caravan-theme";
  const chosen = () => {
    try {
      return localStorage.getItem(KEY) ?? "";
    } catch {
      return ""; // storage may be forbidden
    }
  };
  const put = theme => {
    if (theme === "light" || theme === "dark") {
      document.documentElement.dataset.theme = theme;
    } else {
      delete document.documentElement.dataset.theme;
    }
  };
  const tell = () => document.dispatchEvent(new Event("caravan:theme"));
  put(chosen());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
  document.addEventListener("DOMContentLoaded", () => {
    const select = document.getElementById("theme");
    select.value = document.documentElement.dataset.theme ?? "";
    select.addEventListener("change", () => {
      put(select.value);
      try {
        localStorage.setItem(KEY, select.value);
      } catch {
        // it holds until the page is left
      }
      tell();
    });
  });
})();
