// SPDX-License-Identifier: Apache-2.0
// The desk works without this file. It joins facts and words by hover and
// focus, moves through lists by key, and folds the margin on small screens.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const all = (selector, base = document) => [...base.querySelectorAll(selector)];

  // Facts and their words light up together.
  const light = (ids, on) => {
    for (const id of ids) {
      for (const el of all(`.piece[data-facts~="${CSS.escape(id)}"]`)) el.classList.toggle("is-lit", on);
      document.getElementById("note-" + id)?.classList.toggle("is-lit", on);
    }
  };
  const joined = (el, ids) => {
    el.addEventListener("mouseenter", () => light(ids, true));
    el.addEventListener("mouseleave", () => light(ids, false));
    el.addEventListener("focusin", () => light(ids, true));
    el.addEventListener("focusout", () => light(ids, false));
  };
  for (const el of all(".piece[data-facts]")) joined(el, el.dataset.facts.split(" "));
  for (const el of all("[data-note]")) joined(el, [el.dataset.note]);

  // On a small screen a paragraph's notes open below it.
  for (const notes of all(".notes")) {
    const count = all(".note", notes).length;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "notes-toggle";
    button.textContent = `${notes.getAttribute("aria-label")} (${count})`;
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => {
      button.setAttribute("aria-expanded", String(notes.classList.toggle("is-open")));
    });
    notes.prepend(button);
  }

  // Notes stand at the height of their words, as far as there is room.
  const wide = matchMedia("(min-width: 62.01rem)");
  const place = () => {
    for (const row of all(".row")) {
      const notes = row.querySelector(".notes");
      if (!notes) continue;
      let free = 0;
      const top = row.getBoundingClientRect().top;
      for (const note of all(".note", notes)) {
        note.style.marginTop = "";
        const words = document.getElementById(note.dataset.note);
        if (!wide.matches || !words) continue;
        const wish = words.getBoundingClientRect().top - top;
        const at = note.getBoundingClientRect().top - top;
        if (wish > at && wish - at < 400) note.style.marginTop = `${wish - at}px`;
        free = note.getBoundingClientRect().bottom - top;
      }
    }
  };
  if (document.querySelector(".row")) {
    place();
    addEventListener("resize", place);
    document.fonts?.ready.then(place);
  }

  // Keys.
  const keys = document.getElementById("keys");
  const items = all("[data-item]");
  let current = -1;
  const go = (step) => {
    if (!items.length) return;
    items[current]?.classList.remove("is-current");
    current = Math.min(items.length - 1, Math.max(0, current + step));
    const item = items[current];
    item.classList.add("is-current");
    item.scrollIntoView({ block: "nearest" });
    const link = item.matches("[tabindex]") ? item : item.querySelector("a");
    link?.focus({ preventScroll: true });
  };
  addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const typing = e.target.closest?.("input, textarea, select");
    if (e.key === "Escape") {
      keys.hidden = true;
      if (typing) e.target.blur();
      return;
    }
    if (typing) return;
    if (e.key === "j") go(1);
    else if (e.key === "k") go(-1);
    else if (e.key === "/") {
      e.preventDefault();
      document.getElementById("q").select();
    } else if (e.key === "?") keys.hidden = !keys.hidden;
  });
})();
