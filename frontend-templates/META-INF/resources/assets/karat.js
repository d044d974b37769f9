// What the pages need beyond HTML: the token on requests, keys, times in the reader's locale, the lease's clock.
(() => {
  "use strict";
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const token = () => one('meta[name="csrf"]')?.content ?? "";
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } };

  root.classList.add("scripted");

  // Requests

  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRF-Token"] = token();
  });

  /** In the language of the page, which has them all; # is what is put in. */
  const word = (name, put = "") => (one("#words")?.getAttribute("data-word-" + name) ?? "").replace("#", put);

  // The page's one live region. An open dialog hides what is outside of it, so the region moves in.

  const live = one("#live");
  let unsaid = [];
  let saying = 0;
  function say(text) {
    if (!live || !text) return;
    const host = one("dialog[open]") ?? document.body;
    if (live.parentElement !== host) host.append(live);
    unsaid.push(text);
    live.textContent = "";
    clearTimeout(saying);
    saying = setTimeout(() => { live.textContent = unsaid.join(" "); unsaid = []; }, 60);
  }
  document.addEventListener("karat:say", (event) => say(event.detail));

  /** What a part that came has to say. */
  const spoken = (part) => [part, ...all("[data-say]", part)]
    .filter((element) => element.matches?.("[data-say]") && element.offsetParent !== null)
    .map((element) => element.innerText.replace(/\s+/g, " ").trim())
    .join(" ");

  function toast(text, options = {}) {
    const box = one("#toasts");
    if (!box) return;
    const element = document.createElement("div");
    element.className = "toast" + (options.bad ? " bad" : "");
    const words = document.createElement("span");
    words.textContent = text;
    element.append(words);
    if (options.undo) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.undo = "";
      button.append(word("undo") + " ");
      const key = document.createElement("kbd");
      key.textContent = "U";
      button.append(key);
      element.append(button);
    }
    box.replaceChildren(element);
    say(text);
    setTimeout(() => element.remove(), options.bad ? 12000 : 8000);
  }

  // The hub says in a header what was done, and the path that undoes it. Where it leads to another page, that one says it.
  let undoable = null;
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const said = event.detail.xhr.getResponseHeader("HX-Redirect") && event.detail.xhr.getResponseHeader("HX-Trigger");
    if (said) try { sessionStorage.setItem("karat.done", said); } catch { /* private window */ }
  });
  function saidBefore() {
    try {
      const said = JSON.parse(sessionStorage.getItem("karat.done") ?? "{}")["karat:done"];
      sessionStorage.removeItem("karat.done");
      return said;
    } catch { return undefined; }
  }
  document.addEventListener("karat:done", (event) => {
    if ("undo" in event.detail) undoable = event.detail.undo || null;
    toast(event.detail.text, { undo: Boolean(event.detail.undo) });
  });

  function undo() {
    if (!undoable) { say(word("nothing-to-undo")); return; }
    const path = undoable;
    undoable = null;
    if (one("#desk")) {
      htmx.ajax("POST", path + location.search, { target: "#desk", swap: "outerHTML" });
    } else {
      const form = document.createElement("form");
      form.method = "post";
      form.action = path;
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = "_csrf";
      field.value = token();
      form.append(field);
      document.body.append(form);
      form.submit();
    }
  }

  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    toast(word(status === 403 ? "closed" : status === 404 ? "missing" : status === 429 || status === 503 ? "busy" : "fault"), { bad: true });
  });
  document.addEventListener("htmx:sendError", () =>
    toast(word("offline"), { bad: true }));

  // Times, in the reader's locale and zone; the exact instant on hover.

  // The hub is told the zone, so that what it writes next is right from the start and nothing moves.
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.includes("karat_zone=" + encodeURIComponent(zone))) {
    document.cookie = "karat_zone=" + encodeURIComponent(zone) + "; path=/; max-age=31536000; SameSite=Lax";
  }
  const time = new Intl.DateTimeFormat(root.dataset.locale, { dateStyle: "medium", timeStyle: "short" });
  function localise(within) {
    all("time[datetime]", within).forEach((element) => {
      const instant = new Date(element.getAttribute("datetime"));
      if (!element.title && !Number.isNaN(instant.getTime())) {
        element.title = element.getAttribute("datetime");
        element.textContent = time.format(instant);
      }
    });
  }

  // The lease: what is left of it, renewed while somebody works on it.

  let lastActivity = Date.now();
  ["keydown", "pointerdown", "pointermove"].forEach((name) =>
    document.addEventListener(name, () => { lastActivity = Date.now(); }, { passive: true }));
  let renewing = false;

  function tick() {
    all("[data-until]").forEach((element) => {
      const left = Math.floor((new Date(element.dataset.until) - Date.now()) / 1000);
      element.classList.toggle("late", left < 60);
      element.textContent = left > 0
        ? word("yours", Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0"))
        : word("ended");
      if (left > 0 && left < 570 && Date.now() - lastActivity < 120000) renew(element);
    });
  }

  let lastRenewal = 0;
  function renew(element) {
    if (renewing || !element.dataset.renew || Date.now() - lastRenewal < 30000) return;
    renewing = true;
    fetch(element.dataset.renew, { method: "POST", headers: { "X-CSRF-Token": token(), "HX-Request": "true" } })
      .then((answer) => answer.text().then((text) => {
        lastRenewal = Date.now();
        if (answer.ok) element.dataset.until = text;
        else if (answer.status === 409) lost(element, answer.headers.get("Karat-Held-By"));
      }))
      .catch(() => {})
      .finally(() => { renewing = false; });
  }

  function lost(element, holder) {
    delete element.dataset.until;
    element.classList.add("late");
    element.textContent = holder ? word("taken", holder) : word("lost");
    say(holder ? word("said-taken", holder) : word("said-lost"));
  }

  // Whoever comes back to the page sees at once whether the question still is theirs.
  window.addEventListener("focus", () => { lastRenewal = 0; all("[data-until]").forEach(renew); });

  // After a part was swapped: focus where it was, filters kept.

  function arrive(within) {
    localise(within);
    tick();
    showPicks();
    const box = one("[data-only-differences]");
    if (box) { box.checked = kept("karat.differences") === "yes"; differences(box.checked); }
    const read = one("[data-readings]");
    if (read) { read.checked = kept("karat.readings") === "yes"; readings(read.checked); }
    const details = one("[data-explain-table]");
    if (details) details.open = kept("karat.explain") === "yes";
    one('.queue [aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }

  function differences(only) {
    one(".versus")?.classList.toggle("only-differences", only);
  }

  function readings(shown) {
    one(".versus")?.classList.toggle("readings", shown);
  }

  // What runs by itself: a stream says when a part of the page is out of date. While there is no stream, the part is asked
  // for every second as long as something runs.

  let stream = null;
  let streamed = "";
  let asking = 0;
  const refresh = () => { const part = one("[data-live]"); if (part) htmx.trigger(part, "karat:changed"); };

  function follow() {
    const part = one("[data-live]");
    const path = document.hidden ? "" : part?.dataset.live ?? "";
    if (path !== streamed) {
      stream?.close();
      stream = path && window.EventSource ? new EventSource(path) : null;
      streamed = path;
      stream?.addEventListener("changed", refresh);
      stream?.addEventListener("open", follow);
      stream?.addEventListener("error", follow);
    }
    clearTimeout(asking);
    if (!document.hidden && part?.hasAttribute("data-running") && stream?.readyState !== 1) asking = setTimeout(refresh, 1000);
  }
  document.addEventListener("htmx:afterRequest", follow);
  // A browser holds few connections: a page that nobody sees gives its own back.
  document.addEventListener("visibilitychange", follow);
  follow();

  // Who handles a question or talks about it goes on where they were; a new question has the focus itself.

  let place = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target?.id !== "desk") return;
    const form = document.activeElement?.closest?.(".talk form");
    place = form ? { item: one("[data-item]")?.dataset.item, form: form.getAttribute("action") } : null;
  });

  function goOn(desk) {
    const same = place !== null && one("[data-item]", desk)?.dataset.item === place.item;
    const form = same ? all(".talk form", desk).find((f) => f.getAttribute("action") === place.form) : null;
    const closed = form?.closest("details:not([open])");
    place = null;
    return (closed ? one("summary", closed) : form ? one("textarea, button", form) : null) ?? one("[data-focus]", desk);
  }

  let told = "";
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id === "desk" || event.detail.elt?.id === "desk") {
      const desk = one("#desk");
      arrive(desk);
      say(spoken(desk));
      goOn(desk)?.focus({ preventScroll: true });
    } else {
      localise(document);
      // What is fetched again and again is not said again.
      const part = event.detail.elt;
      const said = part ? spoken(part) : "";
      if (said !== told) say(said);
      told = said || told;
    }
  });

  document.addEventListener("change", (event) => {
    const target = event.target;
    if (target.matches("[data-only-differences]")) {
      keep("karat.differences", target.checked ? "yes" : "no");
      differences(target.checked);
    } else if (target.matches("[data-readings]")) {
      keep("karat.readings", target.checked ? "yes" : "no");
      readings(target.checked);
    } else if (target.id === "keys-off") {
      keep("karat.keys", target.checked ? "off" : "on");
    } else if (target.closest("form[data-filter]")) {
      target.form.requestSubmit();
    }
  });

  document.addEventListener("toggle", (event) => {
    if (event.target.open && one("summary[data-opens]", event.target)) {
      const local = one("[data-local]", event.target);
      if (local && !local.value) local.value = localTime(new Date(Date.now() + 86400000));
      one("select, input:not([type=hidden])", event.target)?.focus();
    }
    if (event.target.matches?.("[data-explain-table]")) keep("karat.explain", event.target.open ? "yes" : "no");
  }, true);

  // A field without a zone means the reader's own; the hub is told the instant.

  const localTime = (date) => new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-local]")) instant(event.target.form);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-snooze]")) instant(event.target);
  }, true);
  function instant(form) {
    const at = new Date(one("[data-local]", form).value);
    form.elements.until.value = Number.isNaN(at.getTime()) ? "" : at.toISOString();
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest("button, [data-copy]");
    if (!target) return;
    if (target.dataset.themeChoice) {
      event.preventDefault();
      root.dataset.theme = target.dataset.themeChoice;
      all("[data-theme-choice]").forEach((b) => b.setAttribute("aria-pressed", String(b === target)));
      fetch("/theme", { method: "POST", headers: { "X-CSRF-Token": token(), "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded" },
        body: "theme=" + target.dataset.themeChoice });
    } else if (target.dataset.open) {
      one("#" + target.dataset.open)?.showModal();
    } else if (target.hasAttribute("data-close")) {
      target.closest("dialog")?.close();
    } else if (target.hasAttribute("data-undo")) {
      undo();
    } else if (target.dataset.copy) {
      navigator.clipboard?.writeText(target.dataset.copy).then(() => toast(word("copied")));
    }
  });

  // What is cut off for want of room can be read whole where the pointer is.
  document.addEventListener("pointerover", (event) => {
    const cut = event.target.closest?.(".name, .sub, .cut, .views li a, .palette [role=option] > .muted, .bar .segments a");
    if (cut && !cut.title && cut.scrollWidth > cut.clientWidth) cut.title = cut.textContent.trim();
  });

  // A form that was refused stands open, with the focus where something has to be put right.
  one("dialog[data-shown]")?.showModal();

  // Keys: never inside inputs, never with modifiers, never by auto-repeat; can be switched off.

  function move(step) {
    const rows = all("[data-row]");
    if (rows.length === 0) return;
    let at = rows.indexOf(document.activeElement);
    if (at < 0) at = rows.findIndex((row) => row.getAttribute("aria-current"));
    const next = rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + step))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  const actions = {
    j: () => move(1),
    k: () => move(-1),
    u: undo,
    "/": () => { const field = one("#search") ?? one("#find"); field?.focus(); field?.select(); },
    "?": () => one("#help")?.showModal(),
    d: () => one("[data-only-differences]")?.click(),
    r: () => one("[data-readings]")?.click(),
    e: () => { const table = one("[data-explain-table]"); if (table) { table.open = !table.open; if (table.open) table.scrollIntoView({ block: "nearest" }); } },
  };

  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target;
    if (target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]")) {
      if (event.key === "Escape") target.blur();
      return;
    }
    if (one("dialog[open]") || kept("karat.keys") === "off") return;
    const key = event.key.toLowerCase();
    const field = /^[a-z]$/.test(key) ? one('[data-field="' + key + '"]') : null;
    if (field) {
      event.preventDefault();
      field.focus();
      return;
    }
    const button = /^[a-z0-9]$/.test(key) ? one('[data-key="' + key + '"]') : null;
    const action = button ? () => button.click() : actions[key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  // Questions marked for one verdict: kept for this window while the pages turn, forgotten with another filter.

  const picks = () => { try { return JSON.parse(sessionStorage.getItem("karat.picks") ?? "null") ?? {}; } catch { return {}; } };
  const keepPicks = (value) => { try { sessionStorage.setItem("karat.picks", JSON.stringify(value)); } catch { /* private window */ } };

  function showPicks() {
    const form = one("[data-many]");
    if (!form) return;
    let state = picks();
    if (state.filter !== form.dataset.many) state = { filter: form.dataset.many, ids: [], on: false };
    one("#desk").classList.toggle("selecting", state.on);
    one(".choice", form).hidden = !state.on;
    one("[data-select]", form).setAttribute("aria-expanded", String(state.on));
    one("[data-select]", form).textContent = word(state.on ? "selecting" : "select");
    all("[data-pick]").forEach((box) => { box.checked = state.ids.includes(box.dataset.pick); });
    form.elements.ids.value = state.ids.join(",");
    const everything = form.elements.all.checked;
    one("[data-picked]", form).textContent = everything ? word("everything") : state.ids.length === 0 ? word("none") : word("selected", state.ids.length);
    all("[name=verdict]", form).forEach((button) => { button.disabled = !everything && state.ids.length === 0; });
    keepPicks(state);
  }

  const sayPicks = () => { if (picks().on) say(one("[data-picked]").textContent); };

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-select]")) return;
    const state = picks();
    keepPicks({ ...state, on: !state.on });
    showPicks();
    sayPicks();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick]")) {
      const state = picks();
      const id = event.target.dataset.pick;
      state.ids = event.target.checked ? [...state.ids, id] : state.ids.filter((other) => other !== id);
      keepPicks(state);
      showPicks();
      sayPicks();
    } else if (event.target.form?.matches("[data-many]")) {
      showPicks();
      if (event.target.name === "all") sayPicks();
    }
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-many]")) return;
    const state = picks();
    keepPicks({ ...state, ids: [], on: false });
  });

  const off = one("#keys-off");
  if (off) off.checked = kept("karat.keys") === "off";
  const done = one("[data-done]");
  const before = saidBefore();
  if (before) {
    undoable = before.undo ?? null;
    toast(before.text, { undo: Boolean(before.undo) });
  } else if (done) {
    undoable = done.dataset.undoPath || null;
    toast(done.dataset.done, { undo: Boolean(undoable) });
  }
  arrive(document);
  say(spoken(document));
  setInterval(tick, 1000);
})();
