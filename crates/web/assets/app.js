// Small help on pages that work without it: the live answer while typing, counters, copying,
// a warning before typed text is lost. No framework, nothing that needs a secure context.
(function () {
  "use strict";
  document.documentElement.classList.add("js");

  var DELAY = 400; // milliseconds between the last keystroke and the question

  /* Enter during a conversion belongs to the input method. Some browsers report keyCode 229 only. */
  function converting(event) {
    return event.isComposing || event.keyCode === 229;
  }

  var convertingForm = null;
  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && converting(event) && event.target.form) {
      // The input method still gets the key; only the submission that the key would cause, within
      // this same event, is prevented.
      convertingForm = event.target.form;
      setTimeout(function () { convertingForm = null; }, 0);
    }
  }, true);
  document.addEventListener("submit", function (event) {
    if (event.target === convertingForm) event.preventDefault();
  }, true);

  /* What is typed, without files: they are brought once, by their own button. */
  function typed(form) {
    var fields = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      if (typeof value === "string") fields.append(name, value);
    });
    return fields;
  }

  /* Questions about identifiable people unfold where somebody says that there are some. */
  function identifiable(details) {
    document.getElementsByName(details.dataset.identifiable).forEach(function (choice) {
      choice.addEventListener("change", function () {
        if (choice.checked && choice.value === "identifiable") details.open = true;
      });
    });
  }

  /* The live answer. Fields are never touched, so the caret never moves. */
  function live(form) {
    var panel = form.querySelector("[data-panel]");
    if (!panel || !window.fetch || !window.DOMParser) return;
    var line = panel.querySelector("[data-calm-line]");
    var body = panel.querySelector("[data-panel-body]");
    var offline = panel.querySelector("[data-offline]");
    var composing = false;
    var waiting = false;
    var timer = 0;
    var number = 0;
    var running = null;
    var held = null;

    function changed() {
      waiting = true;
      if (composing) return;
      clearTimeout(timer);
      timer = setTimeout(ask, DELAY);
    }

    function ask() {
      waiting = false;
      if (composing) { waiting = true; return; }
      if (running) running.abort();
      running = window.AbortController ? new AbortController() : null;
      var mine = ++number;
      fetch(form.dataset.check, {
        method: "POST",
        body: typed(form),
        headers: { "Accept": "text/html" },
        credentials: "same-origin",
        signal: running ? running.signal : undefined
      }).then(function (reply) {
        if (!reply.ok || reply.redirected) throw new Error(String(reply.status));
        return reply.text();
      }).then(function (html) {
        if (mine === number) show(html);
      }).catch(function (error) {
        if (mine === number && error.name !== "AbortError") offline.hidden = composing ? offline.hidden : false;
      });
    }

    function show(html) {
      // Nothing on the page moves while a conversion is open; the newest answer waits for its end.
      if (composing) { held = html; return; }
      held = null;
      var part = new DOMParser().parseFromString(html, "text/html");
      var calm = part.querySelector("[data-calm]");
      var rest = part.querySelector("[data-body]");
      if (!calm || !rest) return;
      offline.hidden = true;
      if (line.textContent !== calm.textContent) line.textContent = calm.textContent;
      panel.className = "panel " + calm.dataset.decision;
      // Who is reading the details keeps them as they are until leaving them.
      if (body.contains(document.activeElement)) return;
      var open = body.querySelector("details.why");
      var wasOpen = open ? open.open : false;
      body.innerHTML = rest.innerHTML;
      open = body.querySelector("details.why");
      if (open) open.open = wasOpen;
    }

    form.addEventListener("compositionstart", function () {
      composing = true;
      clearTimeout(timer);
    });
    form.addEventListener("compositionend", function () {
      composing = false;
      if (held !== null && !waiting) show(held);
      changed();
    });
    form.addEventListener("input", function (event) {
      if (!event.isComposing) changed();
      else waiting = true;
    });
    form.addEventListener("change", changed);
  }

  /* Counters. Each service counts in its own unit, which the page names; the server counts in the same. */
  function length(text, unit) {
    return unit === "utf-16" ? text.length : Array.from(text).length;
  }

  function counters(form) {
    var shared = form.querySelector("[data-text]");
    if (!shared) return;
    var composing = false;
    function refresh() {
      if (composing) return;
      form.querySelectorAll("[data-counter]").forEach(function (row) {
        var id = row.dataset.counter;
        var own = form.querySelector('[data-own-text="' + id + '"]');
        var box = form.querySelector('[data-account][value="' + id + '"]');
        var text = own && own.value.trim() !== "" ? own.value : shared.value;
        var count = length(text, row.dataset.unit);
        row.hidden = box ? !box.checked : false;
        row.querySelector("[data-count]").textContent = String(count);
        row.querySelector("[data-over]").hidden = !(row.dataset.limit && count > Number(row.dataset.limit));
      });
    }
    form.addEventListener("compositionstart", function () { composing = true; });
    form.addEventListener("compositionend", function () { composing = false; refresh(); });
    form.addEventListener("input", function (event) { if (!event.isComposing) refresh(); });
    form.addEventListener("change", refresh);
  }

  /* A question of the browser before typed text is lost. Nothing is kept in the browser. */
  function unsaved(form) {
    var dirty = false;
    form.addEventListener("input", function () { dirty = true; });
    form.addEventListener("submit", function (event) { if (!event.defaultPrevented) dirty = false; });
    window.addEventListener("beforeunload", function (event) {
      if (dirty) {
        event.preventDefault();
        event.returnValue = "";
      }
    });
  }

  /* Copying by selection: the clipboard interface does not exist on plain HTTP. */
  function copy(button) {
    button.addEventListener("click", function () {
      var source = document.getElementById(button.dataset.copy);
      if (!source) return;
      if (source.select) {
        source.select();
      } else {
        var range = document.createRange();
        range.selectNodeContents(source);
        var selection = window.getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
      }
      try { document.execCommand("copy"); } catch (_) { /* the text stays selected for Ctrl+C */ }
    });
  }

  document.querySelectorAll("form[data-check]").forEach(live);
  document.querySelectorAll("form[data-check]").forEach(counters);
  document.querySelectorAll("form[data-unsaved]").forEach(unsaved);
  document.querySelectorAll("[data-copy]").forEach(copy);
  document.querySelectorAll("[data-identifiable]").forEach(identifiable);

  /* A send that has begun: the page looks again by itself until there is a result, and changes nothing else. */
  var looks = 0;
  function lookAgain() {
    var line = document.querySelector("[data-moving]");
    if (!line || !window.fetch || !window.DOMParser || ++looks > 40) return;
    fetch(line.dataset.moving, { credentials: "same-origin", headers: { "Accept": "text/html" } }).then(function (reply) {
      if (!reply.ok || reply.redirected) throw new Error(String(reply.status));
      return reply.text();
    }).then(function (html) {
      var page = new DOMParser().parseFromString(html, "text/html");
      var now = page.querySelector(".state-line");
      var targets = page.querySelector(".targets");
      if (!now) return;
      line.setAttribute("role", "status");
      if (line.innerHTML !== now.innerHTML) line.innerHTML = now.innerHTML;
      if (now.hasAttribute("data-moving")) { setTimeout(lookAgain, 3000); return; }
      line.removeAttribute("data-moving");
      var hint = document.querySelector("[data-moving-hint]");
      if (hint) hint.remove();
      var old = document.querySelector(".targets");
      if (old && targets && !old.contains(document.activeElement)) old.innerHTML = targets.innerHTML;
    }).catch(function () { /* the link on the page still works */ });
  }
  if (document.querySelector("[data-moving]")) setTimeout(lookAgain, 3000);

  /* After a refused form the summary of errors comes first, also for the keyboard. */
  var summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  /* A folded field that an error or an answer links to opens itself. */
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
    }
    if (target && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) target.focus();
  }
  window.addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  /* Menus close when something else is used, and by Escape. */
  document.addEventListener("click", function (event) {
    document.querySelectorAll(".tools details[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || converting(event)) return;
    document.querySelectorAll(".tools details[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
})();
