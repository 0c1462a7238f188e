"use strict";
(() => {
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

  // --- filters: what has all that the controls ask for stays -------------------------------------------------------

  const matches = (item, control) => {
    const held = item.getAttribute(`data-${control.name}`);
    if (control.type === "checkbox") return !control.checked || held !== null;
    const asked = control.value.trim().toLowerCase();
    if (!asked) return true;
    const has = (held || "").toLowerCase();
    return control.tagName === "SELECT" ? has.split(" ").includes(asked) : has.includes(asked);
  };

  const filter = (form) => {
    const controls = $$("input, select", form);
    const items = $$(`[data-${controls.find((each) => each.type !== "checkbox").name}]`, document.getElementById(form.dataset.for));
    let shown = 0;
    for (const item of items) {
      item.hidden = !controls.every((control) => matches(item, control));
      shown += !item.hidden;
    }
    form.querySelector("output").textContent = shown === items.length ? `${shown}` : `${shown} of ${items.length}`;
  };

  const readyFilters = (root) => {
    for (const form of $$("form.filters", root)) {
      form.hidden = false;
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && event.target.type === "search") {
          event.target.value = "";
          event.target.dispatchEvent(new Event("input", { bubbles: true }));
        }
      });
      if (!form.dataset.for) continue;
      form.addEventListener("input", () => filter(form));
      filter(form);
    }
  };

  // --- tabs: sections that stand below each other without a script -------------------------------------------------

  const readyTabs = (root) => {
    for (const holder of $$("[data-tabs]", root)) {
      const panels = $$(":scope > [data-tab]", holder);
      if (panels.length < 2) continue;
      const list = document.createElement("div");
      list.setAttribute("role", "tablist");
      list.setAttribute("aria-label", holder.dataset.tabs);
      const tabs = panels.map((panel) => {
        const tab = document.createElement("button");
        tab.type = "button";
        tab.textContent = panel.dataset.tab;
        tab.id = `tab-${panel.id}`;
        tab.setAttribute("role", "tab");
        tab.setAttribute("aria-controls", panel.id);
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", tab.id);
        panel.querySelector(".tab-title")?.classList.add("hidden");
        list.append(tab);
        return tab;
      });
      const select = (index) => tabs.forEach((tab, at) => {
        tab.setAttribute("aria-selected", String(at === index));
        tab.tabIndex = at === index ? 0 : -1;
        panels[at].hidden = at !== index;
      });
      panels.forEach((panel, at) => panel.addEventListener("shown", () => select(at)));
      tabs.forEach((tab, at) => tab.addEventListener("click", () => select(at)));
      list.addEventListener("keydown", (event) => {
        const at = tabs.indexOf(document.activeElement);
        const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        const next = (to + tabs.length) % tabs.length;
        select(next);
        tabs[next].focus();
      });
      holder.prepend(list);
      select(0);
    }
  };

  // --- graphs: find, zoom, and from a node to its YAML -------------------------------------------------------------

  const readyGraphs = (root) => {
    for (const graph of $$(".graph", root)) {
      const svg = graph.querySelector("svg");
      const nodes = $$("[data-object]", svg);
      const width = svg.viewBox.baseVal.width || svg.getBoundingClientRect().width;
      let scale = null;
      const zoom = (to) => {
        scale = to === null ? null : Math.min(4, Math.max(0.25, to));
        svg.style.width = scale === null ? `min(100%, ${width}px)` : `${width * scale}px`;
      };
      const now = () => scale ?? (svg.getBoundingClientRect().width / width || 1);
      const ways = { in: () => zoom(now() * 1.25), out: () => zoom(now() / 1.25), fit: () => zoom(null) };
      for (const button of $$("[data-zoom]", graph)) button.addEventListener("click", ways[button.dataset.zoom]);
      graph.querySelector("input")?.addEventListener("input", (event) => {
        const asked = event.target.value.trim().toLowerCase();
        for (const node of nodes) node.classList.toggle("dim", !node.dataset.object.toLowerCase().includes(asked));
      });
      const open = (node) => {
        const target = document.getElementById(graph.dataset.objects + node.dataset.object.replace("/", "-"));
        if (target) reveal(target, true);
      };
      for (const node of nodes) {
        if (!document.getElementById(graph.dataset.objects + node.dataset.object.replace("/", "-"))) continue;
        node.addEventListener("click", (event) => { event.preventDefault(); open(node); });
        node.addEventListener("keydown", (event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          open(node);
        });
      }
      zoom(null);
    }
  };

  // --- what is packed, is unpacked when it is looked at ------------------------------------------------------------

  const unpack = async (details) => {
    const packed = details.querySelector(":scope > script[data-packed]");
    if (!packed) return;
    const bytes = Uint8Array.from(atob(packed.textContent), (letter) => letter.charCodeAt(0));
    packed.remove();
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const content = document.createElement("div");
    content.innerHTML = await new Response(stream).text();
    details.append(content);
    ready(content);
  };

  // --- links: whatever hides the target is opened ------------------------------------------------------------------

  const reveal = (target, focus) => {
    for (let at = target; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
      if (at.dataset?.tab) at.dispatchEvent(new Event("shown"));
    }
    target.scrollIntoView({ block: "start" });
    if (focus) (target.querySelector("summary") || target).focus({ preventScroll: true });
  };

  const follow = async () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id) return;
    const owner = $$("details.app").find((each) => id === each.id || id.includes(`-${each.id.slice(4)}-`));
    if (owner && !document.getElementById(id)?.contains(owner)) await unpack(owner);
    const target = document.getElementById(id);
    if (target) reveal(target, target.tagName === "DETAILS");
  };

  const ready = (root) => {
    readyFilters(root);
    readyTabs(root);
    readyGraphs(root);
  };

  for (const details of $$("details.app")) details.addEventListener("toggle", () => details.open && unpack(details));
  // From an app's count of findings to these findings alone.
  document.addEventListener("click", (event) => {
    const { showApp, showEnv } = event.target.closest?.("[data-show-app]")?.dataset ?? {};
    const form = document.querySelector("form[data-for=finding-list]");
    if (showApp === undefined || !form) return;
    for (const control of form.elements) if (control.name) control.value = { app: showApp, env: showEnv }[control.name] ?? "";
    filter(form);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, select, textarea")) return;
    const field = $$("input[type=search]").find((each) => each.checkVisibility());
    if (field) { event.preventDefault(); field.focus(); }
  });

  // --- light and dark ----------------------------------------------------------------------------------------------

  const button = document.getElementById("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  button.hidden = false;
  const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  const name = () => { button.textContent = isDark() ? "Light theme" : "Dark theme"; };
  button.addEventListener("click", () => { document.documentElement.dataset.theme = isDark() ? "light" : "dark"; name(); });
  dark.addEventListener("change", name);
  name();

  ready(document);
  addEventListener("hashchange", follow);
  follow();
})();
