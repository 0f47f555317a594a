// Filters, theme and printing. The page is whole without this script.
(() => {
  "use strict";
  const find = (id) => document.getElementById(id);
  const root = document.documentElement;

  // Theme: what was chosen is remembered where the browser lets a local file remember.
  const theme = find("theme");
  const choose = (choice) => {
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
    else delete root.dataset.theme;
  };
  let remembered = null;
  try { remembered = localStorage.getItem("bonafide-theme"); } catch { /* no storage: follow the system */ }
  for (const radio of theme.querySelectorAll("input")) {
    if (radio.value === remembered) { radio.checked = true; choose(remembered); }
    radio.addEventListener("change", () => {
      choose(radio.value);
      try { localStorage.setItem("bonafide-theme", radio.value); } catch { /* as above */ }
    });
  }
  theme.hidden = false;

  // A link to a subject or a rule opens it.
  const openTarget = () => {
    const target = find(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  addEventListener("hashchange", openTarget);
  openTarget();

  // Paper has no buttons: open everything, and put it back as it was.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });

  const form = find("filters");
  if (!form) return;
  const items = [...find("list").children].map((item) => ({
    item,
    outcome: item.dataset.o,
    rules: item.dataset.r,
    families: item.dataset.f,
    id: item.querySelector("h3").textContent.toLowerCase(),
  }));
  const shown = find("shown");
  const all = shown.textContent;
  const holds = (list, place) => place === "" || list.includes(` ${place} `);

  const filter = () => {
    const outcomes = new Set([...form.querySelectorAll("[name=outcome]:checked")].map((box) => box.value));
    const family = find("family").value;
    const rule = find("rule").value;
    const text = find("search").value.trim().toLowerCase();
    let count = 0;
    for (const one of items) {
      const match = outcomes.has(one.outcome) && holds(one.families, family) && holds(one.rules, rule) && one.id.includes(text);
      if (one.item.hidden === match) one.item.hidden = !match;
      if (match) count += 1;
    }
    shown.textContent = count === items.length ? all : `${count} of ${items.length} subjects shown.`;
    find("nobody").hidden = count > 0;
  };
  form.addEventListener("input", filter);
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  find("open-all").addEventListener("click", () => {
    for (const one of items) if (!one.item.hidden) one.item.firstElementChild.open = true;
  });
  find("close-all").addEventListener("click", () => {
    for (const one of items) one.item.firstElementChild.open = false;
  });
  find("print").addEventListener("click", () => print());
  form.hidden = false;
  // A browser that restored form fields after a reload gets the list that fits them.
  filter();
})();
