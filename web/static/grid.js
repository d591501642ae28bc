// Several cells pasted into one fill those to the right and below; Enter and the arrows move as in a spreadsheet.
(() => {
  const body = document.querySelector(".grid tbody");
  if (!body) return;
  const cells = (row) => [...row.querySelectorAll("input, select")];
  const set = (cell, text) => {
    if (!cell) return;
    const wanted = text.trim();
    if (cell.tagName === "SELECT") {
      const found = [...cell.options].find((o) => o.text.trim() === wanted || o.value === wanted);
      cell.value = found ? found.value : "";
      if (!found && wanted) { cell.add(new Option(wanted, wanted, true, true)); }
    } else cell.value = wanted;
  };
  const added = () => {
    const last = body.rows[body.rows.length - 1], row = last.cloneNode(true), at = body.rows.length;
    row.cells[0].textContent = at + 1;
    for (const cell of cells(row)) {
      cell.id = cell.name = cell.name.replace(/^r\d+/, "r" + at);
      cell.value = "";
      cell.removeAttribute("aria-invalid");
      cell.setAttribute("aria-label", cell.getAttribute("aria-label").replace(/^\d+/, at + 1));
    }
    for (const gone of row.querySelectorAll(".wrong, .row-acts button")) gone.remove();
    body.append(row);
    return row;
  };
  body.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const row = event.target.closest("tr"), from = cells(row).indexOf(event.target), first = row.rowIndex - 1;
    text.split("\n").forEach((line, down) => {
      const into = cells(body.rows[first + down] || added());
      line.split("\t").forEach((part, right) => set(into[from + right], part));
    });
  });
  body.addEventListener("keydown", (event) => {
    const down = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
    if (!down || event.target.tagName === "SELECT") return;
    const row = event.target.closest("tr"), at = cells(row).indexOf(event.target), next = body.rows[row.rowIndex - 1 + down];
    if (at < 0) return;
    event.preventDefault();
    if (next) cells(next)[at]?.focus();
  });
})();
