/* Weft works without this file. With it: one press sends a form once, long answers are counted, large files are
   noticed before they are sent, and pressing Esc three times leaves the page. Nothing is stored. */
(() => {
  "use strict";
  const leave = document.querySelector("[data-leave]");
  const go = () => {
    document.documentElement.hidden = true;
    location.replace(leave.href);
  };
  if (leave) {
    let presses = [];
    for (const link of document.querySelectorAll("[data-leave]")) link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") { presses = []; return; }
      presses = presses.filter((at) => event.timeStamp - at < 3000).concat(event.timeStamp);
      if (presses.length > 2) go();
    });
  }

  const summary = document.getElementById("errors");
  if (summary) summary.focus();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    mark(form, true);
    setTimeout(mark, 15000, form, false);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => mark(form, false)));
  function mark(form, sent) {
    if (sent) form.dataset.sent = "1"; else delete form.dataset.sent;
    for (const button of form.querySelectorAll("button")) button.ariaDisabled = sent || null;
  }

  for (const area of document.querySelectorAll("[data-words]")) {
    const count = document.getElementById(area.id + "-count");
    if (!count) continue;
    let wait;
    const show = () => {
      const left = area.dataset.words - (area.value.match(/\S+/g) || []).length;
      count.textContent = (left < 0 ? count.dataset.over : count.dataset.left) + " " + Math.abs(left);
      count.classList.toggle("over", left < 0);
    };
    area.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(show, 300);
    });
    count.setAttribute("aria-live", "polite");
    if (area.value) show();
  }

  for (const input of document.querySelectorAll("input[type=file][data-mb]")) {
    const count = document.getElementById(input.id + "-count");
    if (!count) continue;
    const words = count.textContent;
    count.setAttribute("aria-live", "polite");
    input.addEventListener("change", () => {
      const large = [...input.files].some((file) => file.size > input.dataset.mb * 1048576);
      count.textContent = large ? count.dataset.over + " " + words : words;
      count.classList.toggle("over", large);
    });
  }
})();
