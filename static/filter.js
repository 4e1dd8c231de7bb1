/* The filter of a chronology. Its state is the address (?country=SE&type=vote), so every view can be shared and the back
   button works; it reads the data attributes of the lines and loads nothing. Where the page shows only a choice of the
   events, the first use loads a script with all of them (data-all), and those that fit stand in a list of links. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-filter]");
  if (!form) return;
  var keys = { country: "c", org: "o", person: "p", type: "t", lang: "l", status: "s", origins: "n" };
  var lines = Array.prototype.slice.call(document.querySelectorAll(".event"));
  var output = form.querySelector("output");
  var fields = Array.prototype.slice.call(form.querySelectorAll("select, input"));
  var names = {};
  fields.forEach(function (field) {
    if (field.options) Array.prototype.forEach.call(field.options, function (o) { names[field.name + ":" + o.value] = o.text.replace(/ \(\d+\)$/, ""); });
  });
  var fold = function (text) {
    return text.toLowerCase().replace(/ß/g, "ss").replace(/ø/g, "o").replace(/æ/g, "ae").normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  };
  /* Days of the proleptic Gregorian calendar, as in core/when.py: no date type of the browser, which fails before 1000. */
  var ordinal = function (y, m, d) {
    var a = m <= 2 ? y - 1 : y, era = Math.floor(a / 400), yoe = a - era * 400, doy = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1;
    return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 305;
  };
  var bound = function (text, last) {
    var parts = /^(-?\d{1,4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(text);
    if (!parts) return null;
    var y = Number(parts[1]), m = Number(parts[2] || 0), d = Number(parts[3] || 0);
    if (d) return ordinal(y, m, d);
    if (m) return last ? (m === 12 ? ordinal(y + 1, 1, 1) : ordinal(y, m + 1, 1)) - 1 : ordinal(y, m, 1);
    return last ? ordinal(y + 1, 1, 1) - 1 : ordinal(y, 1, 1);
  };
  var number = function (text) { return text === undefined ? null : Number(text); };
  var item = function (held, background) {
    var values = { held: held, background: background, first: number(held.a), last: number(held.z), known: number(held.k) };
    Object.keys(keys).forEach(function (name) { values[name] = (held[keys[name]] || "").split(" "); });
    values.dated = values.first !== null || values.last !== null;
    values.origins = [Number(held.n || 0) > 1 ? "2" : "1"];
    return values;
  };
  var all = form.dataset.all, found = all && document.querySelector("[data-filtered]"), asked = false;
  var data = all ? null : lines.map(function (line) {
    var values = item(line.dataset, line.classList.contains("background"));
    values.line = line;
    return values;
  });
  var load = function () {
    if (asked) return;
    asked = true;
    var script = document.createElement("script");
    script.src = all;
    script.onload = function () {
      data = window.dateline_events.map(function (row) {
        var values = item(row[3], row[3].b === "1");
        values.row = row;
        return values;
      });
      apply();
    };
    document.head.append(script);
  };
  var texts = null, asWords = { "": [] };
  var wordsOf = function (text) { return asWords[text] || (asWords[text] = fold(text).split(/\s+/)); };
  var bounds = {};
  var boundOf = function (text, last) {
    var key = text + last;
    if (!(key in bounds)) bounds[key] = bound(text, last);
    return bounds[key];
  };
  var state = function () {
    var chosen = {};
    fields.forEach(function (field) {
      var value = field.type === "checkbox" ? (field.checked ? field.value : "") : field.value.trim();
      if (value) chosen[field.name] = value;
    });
    return chosen;
  };
  var asks = function (item, index, name, value) {
    if (name === "background") return !item.background;
    if (name === "from" || name === "to") {
      var day = boundOf(value, name === "to");
      if (day === null) return true;
      if (!item.dated) return false;
      return name === "from" ? item.last === null || item.last >= day : item.first === null || item.first <= day;
    }
    if (name === "known") {
      var by = boundOf(value, true);
      return by === null || (item.known !== null && item.known <= by);
    }
    if (name === "text") {
      texts = texts || data.map(function (one) { return " " + fold(one.line ? one.line.textContent : one.row[1] + " " + one.row[2]); });
      return wordsOf(value).every(function (word) { return texts[index].indexOf(word) >= 0; });
    }
    return item[name] && item[name].indexOf(value) >= 0;
  };
  var hide = function (element, yes) { if (element.hidden !== yes) element.hidden = yes; };
  var groups = null;
  var selects = fields.filter(function (field) { return field.options; });
  var apply = function () {
    var chosen = state(), names_chosen = Object.keys(chosen), shown = 0, active = names_chosen.length > 0;
    if (!data) {
      if (active) load();
      return chosen;
    }
    /* One look at each event: what fits counts for every field, what fails in one field alone counts for that field. */
    var counts = {};
    selects.forEach(function (field) { counts[field.name] = {}; });
    var count = function (item, name) {
      var here = counts[name];
      item[name].forEach(function (value) { here[value] = (here[value] || 0) + 1; });
    };
    data.forEach(function (item, index) {
      var missed = null, misses = 0;
      for (var i = 0; i < names_chosen.length && misses < 2; i++) {
        if (!asks(item, index, names_chosen[i], chosen[names_chosen[i]])) { misses++; missed = names_chosen[i]; }
      }
      item.fits = misses === 0;
      shown += item.fits;
      if (item.fits) selects.forEach(function (field) { count(item, field.name); });
      else if (misses === 1 && missed in counts) count(item, missed);
    });
    if (found) list(active); else fold_away(active);
    redraw(active);
    fields.forEach(function (field) { field.classList.toggle("set", Boolean(chosen[field.name])); });
    selects.forEach(function (field) {
      Array.prototype.forEach.call(field.options, function (option) {
        if (!option.value) return;
        var number = counts[field.name][option.value] || 0, text = names[field.name + ":" + option.value] + " (" + number + ")";
        if (option.text !== text) option.text = text;
        option.disabled = !number && option.value !== field.value;
      });
    });
    form.classList.toggle("active", active);
    output.textContent = active ? (shown ? part_of(shown, data.length) : form.dataset.none) : "";
    return chosen;
  };
  var write = function (element, text) { if (element.textContent !== text) element.textContent = text; };
  var part_of = function (part, whole) { return form.dataset.of.replace("{part}", part).replace("{whole}", whole); };
  /* Lines that do not fit, and the days, months, years and folds with nothing left in them; those left say how much. */
  var fold_away = function (active) {
    if (!groups) {
      groups = new Map();
      data.forEach(function (item) {
        item.groups = [];
        for (var part = item.line.parentElement.closest(".days > li, section, details.past"); part; part = part.parentElement.closest("section.month, section.year, details.past")) {
          var group = groups.get(part), label = group ? null : part.querySelector(":scope > :is(h2, summary) > small");
          if (!group) groups.set(part, group = { part: part, all: 0, fits: 0, label: label, text: label && label.textContent });
          group.all++;
          item.groups.push(group);
        }
      });
    }
    groups.forEach(function (group) { group.fits = 0; });
    data.forEach(function (item) {
      hide(item.line, !item.fits);
      if (item.fits) item.groups.forEach(function (group) { group.fits++; });
    });
    groups.forEach(function (group) {
      var part = group.part;
      hide(part, !group.fits);
      if (group.label) write(group.label, active ? part_of(group.fits, group.all) : group.text);
      /* What fits is not left folded away; what the reader unfolded stays so. */
      if (active && group.fits && part.open === false) { part.open = true; part.dataset.opened = ""; }
      if (!active && "opened" in part.dataset) { part.open = false; delete part.dataset.opened; }
    });
  };
  /* The strip over time: what fits is drawn before all there is, on the same scale, so that both can be read. */
  var strip = document.querySelector("svg.overview[data-starts]"), bars = null;
  var redraw = function (active) {
    if (!strip || (!bars && !active)) return;
    if (!bars) {
      var starts = strip.dataset.starts.split(" ").map(Number);
      bars = new Map();
      strip.querySelectorAll("a[data-cell]").forEach(function (link) {
        var drawn = link.querySelector(".bar").cloneNode(), label = link.querySelector(".count");
        drawn.setAttribute("class", "bar fits");
        link.insertBefore(drawn, label);
        bars.set(Number(link.dataset.cell), { link: link, href: link.getAttribute("href"), words: link.getAttribute("aria-label"), drawn: drawn, label: label, text: label && label.textContent, all: 0, fits: 0 });
      });
      data.forEach(function (item) {
        if (!item.dated) return;
        var day = item.first === null ? item.last : item.first, low = 0, high = starts.length;
        while (high - low > 1) { var middle = (low + high) >> 1; if (starts[middle] <= day) low = middle; else high = middle; }
        item.bar = bars.get(low);
        if (item.bar) item.bar.all++;
      });
    }
    var scale = strip.dataset.scale.split(" ").map(Number), base = scale[0], tall = scale[1], most = scale[2];
    bars.forEach(function (bar) { bar.fits = 0; });
    data.forEach(function (item) { if (item.fits && item.bar) item.bar.fits++; });
    strip.classList.toggle("filtered", active);
    bars.forEach(function (bar) {
      var height = active && bar.fits ? Math.max(2, tall * bar.fits / most) : 0;
      bar.drawn.setAttribute("y", base - height);
      bar.drawn.setAttribute("height", height);
      if (bar.label) write(bar.label, active ? (bar.fits ? String(bar.fits) : "") : bar.text);
      bar.link.setAttribute("aria-label", active ? bar.link.dataset.name + " " + part_of(bar.fits, bar.all) : bar.words);
      /* Where nothing is shown there is no place to lead to. */
      if (active && (found || !bar.fits)) bar.link.removeAttribute("href"); else bar.link.setAttribute("href", bar.href);
    });
  };
  /* Of a page that shows a choice: all that fits, as links; more than three hundred nobody reads, and the number of all stands beside the filter. */
  var list = function (active) {
    document.querySelectorAll(".chronology, .jump, main > .notice").forEach(function (part) { part.hidden = active; });
    found.hidden = !active;
    found.textContent = "";
    var part = document.createDocumentFragment();
    if (active) data.filter(function (item) { return item.fits; }).slice(0, 300).forEach(function (item) {
      var row = document.createElement("li"), link = document.createElement("a"), when = document.createElement("span");
      link.href = item.row[0];
      link.textContent = item.row[1];
      when.textContent = item.row[2];
      row.append(when, link);
      part.append(row);
    });
    found.append(part);
  };
  var address = function (chosen) {
    var query = Object.keys(chosen).map(function (name) { return name + "=" + encodeURIComponent(chosen[name]); }).join("&");
    return location.pathname + (query ? "?" + query : "") + location.hash;
  };
  var read = function () {
    var query = new URLSearchParams(location.search);
    fields.forEach(function (field) {
      if (field.type === "checkbox") field.checked = query.get(field.name) === field.value;
      else field.value = query.get(field.name) || "";
    });
    apply();
  };
  /* First the answer, then the address: for a long page a browser takes longer over the second than over the first. */
  var written = 0;
  var changed = function () {
    var chosen = apply();
    clearTimeout(written);
    written = setTimeout(function () {
      try { history.replaceState(null, "", address(chosen)); } catch (e) { /* some browsers refuse this on disk */ }
    }, 0);
  };
  form.addEventListener("input", changed);
  form.addEventListener("reset", function () { setTimeout(changed, 0); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  addEventListener("popstate", read);
  form.querySelector("[data-copy]").addEventListener("click", function (event) {
    var button = event.currentTarget, text = button.textContent;
    var done = function () { button.textContent = form.dataset.copied; setTimeout(function () { button.textContent = text; }, 1500); };
    if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(done, function () {}); else prompt(text, location.href);
  });
  form.querySelector("[data-csv]").addEventListener("click", function () {
    var cell = function (text) { return '"' + String(text).replace(/\s+/g, " ").trim().replace(/^([=+@-])/, "'$1").replace(/"/g, '""') + '"'; };
    var rows = [["id", "title", "date", "countries", "organisations", "type", "independent", "address"].map(cell).join(",")];
    if (!data) { load(); return; }
    data.forEach(function (item) {
      if (item.line ? item.line.hidden : !item.fits) return;
      var held = item.held, row = item.row, line = item.line, link = line && line.querySelector("h4 a"), when = line && line.closest(".days > li");
      var phrase = row ? row[2] : when ? when.querySelector(".when .away").textContent : "";
      var href = row ? new URL(row[0], location.href).href : link.href, title = row ? row[1] : link.textContent;
      var id = line ? line.id : row[0].replace(/^.*\/|\.html$/g, "");
      rows.push([id, title, phrase, held.c || "", held.o || "", held.t || "", held.n || "", href].map(cell).join(","));
    });
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + rows.join("\r\n") + "\r\n"], { type: "text/csv" }));
    link.download = "events.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  });
  form.hidden = false;
  read();

  /* On a small screen the fields fold away behind their heading, everywhere those that are asked for less; a field that
     is set is shown. */
  var unfolds = function (button, name, yes) {
    if (!button) return;
    var turn = function (on) { form.classList.toggle(name, on); button.setAttribute("aria-expanded", String(on)); };
    button.addEventListener("click", function () { turn(!form.classList.contains(name)); });
    turn(yes);
  };
  unfolds(form.querySelector(".fold"), "open", form.classList.contains("active"));
  unfolds(form.querySelector(".widen"), "wide", Boolean(form.querySelector(".further .set")));
})();
