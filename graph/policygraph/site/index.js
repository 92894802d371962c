"use strict";
// Finds as one types, among the names that the page holds already; without it the page is a list.
(() => {
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const search = document.getElementById("search"), found = document.getElementById("found");
  const lines = [...document.querySelectorAll("[data-names]")].map((node) => ({ node, names: plain(node.dataset.names) }));
  const sections = [...document.querySelectorAll("section")];
  const show = () => {
    const wanted = plain(search.value).split(/\s+/).filter(Boolean);
    let number = 0;
    for (const { node, names } of lines) {
      node.hidden = !wanted.every((word) => names.includes(word));
      if (!node.hidden) number += 1;
    }
    for (const section of sections) {
      const left = section.querySelectorAll("[data-names]:not([hidden])").length;
      section.hidden = !left;
      section.querySelector("h2 .soft").textContent = left;
    }
    document.querySelector("nav").hidden = wanted.length > 0;
    found.textContent = !wanted.length ? "" : number ? `${number} found` : "No name has that in it. What was not coded is not absent.";
  };
  search.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { search.value = ""; show(); }
    if (event.key === "Enter" && search.value.trim()) document.querySelector("section:not([hidden]) [data-names]:not([hidden]) a")?.click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search) { event.preventDefault(); search.focus(); }
  });
  search.parentElement.hidden = false;
  show();
  document.documentElement.dataset.ready = "true";
})();
