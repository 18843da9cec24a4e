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

  // On a wide screen notes stand at the height of their words, or below the
  // note before where there is no room, so that the text runs on undisturbed.
  const wide = matchMedia("(min-width: 62.01rem)");
  const body = document.querySelector(".reading .body");
  const gap = 9;
  const place = () => {
    const notes = all(".note", body);
    body.classList.toggle("placed", wide.matches);
    body.style.minHeight = "";
    for (const note of notes) note.style.top = "";
    if (!wide.matches) return;
    const top = body.getBoundingClientRect().top;
    const wishes = notes.map((note) => document.getElementById(note.dataset.note)?.getBoundingClientRect().top - top || 0);
    let free = 0;
    notes.forEach((note, i) => {
      const at = Math.max(free, wishes[i]);
      note.style.top = `${at}px`;
      free = at + note.offsetHeight + gap;
    });
    body.style.minHeight = `${free}px`;
  };
  if (body) {
    place();
    addEventListener("resize", place);
    addEventListener("beforeprint", () => { body.classList.remove("placed"); body.style.minHeight = ""; });
    addEventListener("afterprint", place);
    document.fonts?.ready.then(place);
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
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
