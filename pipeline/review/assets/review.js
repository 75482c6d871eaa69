// Keys as an enhancement: everything works without. Single letters do something only while the focus is in a pane (an element with
// data-keys), never while something is typed; the pane says which. Arrow keys and Enter are left to the browser.
(function () {
  "use strict";

  function isTyped(el) {
    return el.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");
  }

  document.addEventListener("keydown", function (e) {
    if (e.altKey || e.ctrlKey || e.metaKey || e.key.length !== 1 || isTyped(e.target)) return;
    var pane = e.target.closest("[data-keys]");
    if (!pane) return;
    var does = pane.querySelector('[data-key="' + CSS.escape(e.key.toLowerCase()) + '"]');
    if (!does) return;
    e.preventDefault();
    if (does.matches("input, select, textarea")) {
      does.focus();
      if (does.matches("[type=radio], [type=checkbox]") && !does.checked) does.click();
    } else {
      does.click();
    }
  });

  // A select with data-follows shows only the options that go with what is chosen in the field of that name.
  document.querySelectorAll("select[data-follows]").forEach(function (follower) {
    var all = Array.from(follower.querySelectorAll("optgroup"));
    var leaders = Array.from(document.getElementsByName(follower.dataset.follows));
    function follow() {
      var chosen = leaders.find(function (l) { return l.checked || l.tagName === "SELECT"; });
      var word = chosen ? chosen.value : "";
      var kept = follower.value;
      all.forEach(function (g) { g.remove(); });
      all.forEach(function (g) { if (!word || g.label === word) follower.append(g); });
      follower.value = kept;
      if (follower.selectedIndex < 0) follower.selectedIndex = 0;
    }
    leaders.forEach(function (l) { l.addEventListener("change", follow); });
    follow();
  });

  // What is wrong is read first; else, where a page asks for it, its pane has the focus.
  var first = document.getElementById("faults") || document.querySelector("[data-focus]");
  if (first && (!location.hash || first.id === "faults")) first.focus({ preventScroll: first.id !== "faults" });

  // A button that was pressed is not pressed again while the answer is awaited.
  document.addEventListener("submit", function (e) {
    if (e.target.dataset.sent) { e.preventDefault(); return; }
    e.target.dataset.sent = "yes";
    setTimeout(function () { delete e.target.dataset.sent; }, 5000);
  });

  document.querySelectorAll("[data-print]").forEach(function (b) {
    b.hidden = false;
    b.addEventListener("click", function () { window.print(); });
  });
})();
