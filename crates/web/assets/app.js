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

  /* Pictures are brought as soon as they are chosen; without scripts there is a button for it. */
  function bring(input) {
    input.addEventListener("change", function () {
      var button = input.form && input.form.querySelector('button[name="intent"][value="upload"]');
      if (input.files.length && button) button.click();
    });
  }

  /* Questions about identifiable people unfold where somebody says that there are some. */
  function identifiable(details) {
    document.getElementsByName(details.dataset.identifiable).forEach(function (choice) {
      choice.addEventListener("change", function () {
        if (choice.checked && /^(identifiable|adults|children)$/.test(choice.value)) details.open = true;
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
      ["asked", "together"].forEach(function (place) {
        renew(form.querySelector("[data-" + place + "]"), part.querySelector("[data-" + place + "-new]"));
      });
    }

    /* What is asked of the text as it stands. Where somebody is answering, and while a newer answer is on its way, it
       stays as it is: nothing typed is lost. */
    function renew(place, newer) {
      if (!place || !newer || waiting || place.contains(document.activeElement)) return;
      if (place.newest !== newer.innerHTML) place.innerHTML = place.newest = newer.innerHTML;
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
    if (unit === "utf-16") return text.length;
    /* Three bytes each, and two for what is below and for either half of what is beyond. */
    if (unit === "utf-8") return text.replace(/[\u0800-\ud7ff\ue000-\uffff]/g, "xxx").replace(/[\u0080-\u07ff\ud800-\udfff]/g, "xx").length;
    return unit === "weighted" ? weighted(text) : Array.from(text).length;
  }

  /* X counts in weights: kana, kanji and emoji twice, every address 23 times. The same procedure as in
     platforms/src/length/weighted.rs, which says where the rules are from. */
  var WEIGHTED = (function () {
    var latin = "\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\u024f\\u0253\\u0254\\u0256\\u0257\\u0259\\u025b\\u0263\\u0268\\u026f\\u0272\\u0289\\u028b\\u02bb\\u0300-\\u036f\\u1e00-\\u1eff";
    var blank = "\\x85\\xa0\\u1680\\u180e\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufffe\\uffff\\ufeff";
    var any = "[-_A-Za-z0-9]|[^\\x00-\\x7f" + blank + "]";
    var bare = "com|net|org|info|biz|edu|gov|int|app|dev|xyz|top|site|online|shop|club|link|click|live|work|asia|store|tokyo|" +
      "osaka|kyoto|nagoya|yokohama|okinawa|ryukyu|museum|blog|page|news|cloud|tech|life|world|today|city|town";
    var end = "(?![A-Za-z0-9@+-])";
    /* Without lookbehind, which older browsers do not know: the last letter of a part is matched by itself. */
    var named = "(?:(?![-_])(?:" + any + ")(?:(?:" + any + ")*(?![-_])(?:" + any + "))?\\.)+";
    var plain = "(?:[A-Za-z0-9" + latin + "](?:[-A-Za-z0-9" + latin + "]*[A-Za-z0-9" + latin + "])?\\.)+";
    var general = "A-Za-z0-9!*';:=+,.$/%#\\[\\]\\-\\u2013_~@|&\\u0400-\\u04ff" + latin;
    var inner = "\\((?:[" + general + "]+)\\)";
    var closed = "\\((?:[" + general + "]|" + inner + ")+\\)";
    var path = "/(?:(?:[" + general + "]|" + closed + ")*(?:[-+A-Za-z0-9=_#/\\u0400-\\u04ff" + latin + "]|" + closed + "))?";
    var query = "(?:\\?[A-Za-z0-9!?*'@();:&=+$/%#\\[\\]\\-_.,~|]*[A-Za-z0-9\\-_&=#/])?";
    var xn = "xn--[-A-Za-z0-9]+";
    return {
      whole: new RegExp("^https?://" + named + "(?:" + xn + "|[A-Za-z]{2,}" + end + ")(?::[0-9]+)?(?:" + path + ")?" + query, "i"),
      bare: new RegExp("^" + plain + "(?:" + xn + "|(?:" + bare + "|[A-Za-z]{2})" + end + ")(?:(?::[0-9]+)?" + path + query + ")?", "i"),
      emoji: new RegExp("^(?:[0-9#*]\\ufe0f?\\u20e3|(?:\\ud83c[\\udde6-\\uddff]){1,2}|[\\xa9\\xae]\\ufe0f|P(?:\\u200dP)*)".replace(/P/g,
        "(?:[\\u203c\\u2049\\u2122\\u2139\\u2190-\\u21ff\\u2300-\\u23ff\\u24c2\\u25a0-\\u27bf\\u2934\\u2935\\u2b00-\\u2bff\\u3030\\u303d\\u3297\\u3299]|" +
        "[\\ud83c-\\ud83e][\\udc00-\\udfff])(?:\\ufe0f|\\ud83c[\\udffb-\\udfff]|\\udb40[\\udc20-\\udc7f])*"))
    };
  })();

  function weighted(text) {
    text = text.normalize ? text.normalize() : text;
    var at = 0;
    var count = 0;
    while (at < text.length) {
      var before = text.charAt(at - 1);
      var rest = text.slice(at, at + 4096);
      var found = null;
      if (!/[A-Za-z0-9@\uff20$#\uff03]/.test(before)) {
        found = WEIGHTED.whole.exec(rest) || (/[-_./]/.test(before) ? null : WEIGHTED.bare.exec(rest));
        if (found) count += 23;
      }
      if (!found) {
        found = WEIGHTED.emoji.exec(rest);
        if (found) count += 2;
      }
      if (found) {
        at += found[0].length;
      } else {
        var code = text.codePointAt ? text.codePointAt(at) : text.charCodeAt(at);
        var one = code <= 4351 || (code >= 8192 && code <= 8205) || (code >= 8208 && code <= 8223) || (code >= 8242 && code <= 8247);
        count += one ? 1 : 2;
        at += code > 65535 ? 2 : 1;
      }
    }
    return count;
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
  document.querySelectorAll('form[data-check] input[type="file"]').forEach(bring);

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
