"use strict";
const box = document.getElementById("words");
const rows = [...document.querySelectorAll("#entries li")];
const plain = words => words.normalize("NFKC").toLowerCase();
const texts = rows.map(row => plain(row.textContent).replace(/\s+/g, " "));
function look() {
  const wanted = plain(box.value).split(/\s+/).filter(word => word);
  let found = 0;
  rows.forEach((row, at) => {
    row.hidden = !wanted.every(word => texts[at].includes(word));
    found += row.hidden ? 0 : 1;
  });
  document.querySelectorAll("#entries section").forEach(part => {
    part.hidden = !part.querySelector("li:not([hidden])");
  });
  document.getElementById("count").textContent = found;
}
document.getElementById("box").hidden = false;
box.addEventListener("input", look);
look();
