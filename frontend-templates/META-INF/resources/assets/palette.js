// The command palette: pages, the acts of the present page, and golden records as one types. A combobox with a list box
// (ARIA Authoring Practices): the focus stays in the field, the chosen option is its active descendant.
(() => {
  "use strict";
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const field = dialog.querySelector("[role=combobox]");
  const list = dialog.querySelector("[role=listbox]");
  const status = dialog.querySelector("[data-count]");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const off = () => { try { return localStorage.getItem("karat.keys") === "off"; } catch { return false; } };

  const word = (name, put = "") => document.getElementById("palette-words").getAttribute("data-word-" + name).replace("#", put);

  let acts = [];
  let pages = [];
  let chosen = -1;
  let asked = null;
  let waiting = 0;

  const text = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("kbd, svg, .count, .tag").forEach((part) => part.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const key = (element) => element.querySelector("kbd")?.textContent ?? element.closest("label")?.querySelector("kbd")?.textContent ?? "";
  const shown = (element) => element.offsetParent !== null && !element.disabled;

  /** What can be done here, as it stands when the palette opens. */
  function look() {
    const seen = new Set();
    const once = (command) => command.label && !seen.has(command.label) && seen.add(command.label);
    const click = (element, label) => ({ label, key: key(element), go: () => element.click() });
    acts = [
      ...all("main [data-key], main [data-undo], main button[data-open], main .actions a.button, main .tabs a, main .legend button").filter(shown).map((e) => click(e, text(e))),
      ...all("main [data-only-differences], main [data-readings]").filter(shown).map((e) => click(e, text(e.closest("label")))),
      ...all("main [data-explain-table] > summary").filter(shown).map((e) => click(e, text(e))),
      ...all(".rail [data-open=help], .bar [data-theme-choice]").map((e) => ({ label: e.dataset.themeChoice ? word("colours", e.title || text(e)) : word("help"), key: key(e), go: () => e.click() })),
    ].filter(once);
    pages = [...all(".rail nav a, .bar nav a"), ...all("a", document.getElementById("palette-pages").content)]
      .map((e) => ({ label: text(e), key: "", go: () => { location.href = e.getAttribute("href"); } }))
      .filter(once);
  }

  const fits = (label, words) => words.every((word) => label.toLowerCase().split(/[\s:,]+/).some((part) => part.startsWith(word)));

  function group(name, options) {
    if (options.length === 0) return null;
    const box = document.createElement("div");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", name);
    const title = document.createElement("span");
    title.className = "group-title";
    title.setAttribute("aria-hidden", "true");
    title.textContent = name;
    box.append(title, ...options);
    return box;
  }

  function option(command) {
    const element = document.createElement("div");
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", "false");
    const label = document.createElement("span");
    label.textContent = command.label;
    element.append(label);
    if (command.key) {
      const kbd = document.createElement("kbd");
      kbd.textContent = command.key;
      kbd.className = "push";
      element.append(kbd);
    }
    element.command = command;
    return element;
  }

  const options = () => all("[role=option]", list);

  function choose(at) {
    const shownNow = options();
    chosen = shownNow.length === 0 ? -1 : Math.max(0, Math.min(shownNow.length - 1, at));
    shownNow.forEach((element, i) => {
      element.id = "palette-" + i;
      element.setAttribute("aria-selected", String(i === chosen));
    });
    if (chosen < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", "palette-" + chosen);
      shownNow[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  function show(records) {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const of = (commands) => commands.filter((command) => fits(command.label, words)).map(option);
    list.replaceChildren(...[group(word("here"), of(acts)), group(word("pages"), of(pages)), group(word("golden"), records)].filter(Boolean));
    const count = options().length;
    status.textContent = count === 0 ? word("nothing") : word(count === 1 ? "choice" : "choices", count);
    document.dispatchEvent(new CustomEvent("karat:say", { detail: status.textContent }));
    field.setAttribute("aria-expanded", String(count > 0));
    choose(0);
  }

  function typed() {
    clearTimeout(waiting);
    asked?.abort();
    show([]);
    const words = field.value.trim();
    if (words.length < 2) return;
    waiting = setTimeout(() => {
      asked = new AbortController();
      fetch("/palette?entity=" + encodeURIComponent(dialog.dataset.entity) + "&q=" + encodeURIComponent(words), { headers: { "HX-Request": "true" }, signal: asked.signal })
        .then((answer) => answer.ok ? answer.text() : "")
        .then((html) => {
          const part = document.createElement("template");
          part.innerHTML = html;
          const before = chosen;
          show(all("[role=option]", part.content));
          choose(before);
        })
        .catch(() => {});
    }, 120);
  }

  function go(element) {
    if (!element) return;
    dialog.close();
    if (element.dataset.href) location.href = element.dataset.href;
    else element.command.go();
  }

  function open() {
    look();
    field.value = "";
    dialog.showModal();
    show([]);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.repeat) return;
    if (off()) return;
    if (dialog.open) { event.preventDefault(); dialog.close(); return; }
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette]")) open();
    else if (event.target === dialog) dialog.close();
  });
  list.addEventListener("click", (event) => go(event.target.closest("[role=option]")));
  field.addEventListener("input", typed);
  field.addEventListener("keydown", (event) => {
    const last = options().length - 1;
    const to = { ArrowDown: chosen === last ? 0 : chosen + 1, ArrowUp: chosen <= 0 ? last : chosen - 1, PageDown: chosen + 8, PageUp: chosen - 8 }[event.key];
    if (to !== undefined) { event.preventDefault(); choose(to); }
    else if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); go(options()[chosen]); }
    else if (event.key === "Escape") event.stopPropagation();
  });
})();
