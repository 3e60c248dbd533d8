// The results below the query, and what is wrong with it beside it. Without this script the form works as a plain one.
"use strict";
{
  const form = document.querySelector("form");
  const query = form.elements.query;
  const problem = document.getElementById("problem");
  const result = document.getElementById("result");
  const say = result.dataset;
  const SHOWN = 500;

  const made = (name, text = "", children = []) => {
    const node = document.createElement(name);
    if (text) node.textContent = text;
    node.append(...children);
    return node;
  };

  const term = (value) => {
    if (!value) return made("td");
    if (value.type === "uri" && /^https?:/.test(value.value)) {
      const link = made("a", value.value);
      link.href = value.value.replace("https://w3id.org/adisteme/", "/");
      return made("td", "", [link]);
    }
    const cell = made("td", value.value);
    if (value["xml:lang"]) cell.lang = value["xml:lang"];
    return cell;
  };

  const table = (names, rows) => {
    const head = made("tr", "", names.map((name) => {
      const cell = made("th", name);
      cell.scope = "col";
      return cell;
    }));
    const lines = rows.slice(0, SHOWN).map((row) => made("tr", "", names.map((name) => term(row[name]))));
    const whole = made("div", "", [made("table", "", [made("thead", "", [head]), made("tbody", "", lines)])]);
    whole.className = "scroll";
    whole.tabIndex = 0;
    const shown = rows.length > SHOWN ? " " + say.shown.replace("{n}", SHOWN) : "";
    return [made("p", `${say.rows}: ${rows.length}.${shown}`), whole];
  };

  const refused = (told) => {
    const place = told.line ? say.place.replace("{line}", told.line).replace("{column}", told.column) : "";
    problem.replaceChildren(made("p", [told.title, place].filter(Boolean).join(" — ")), made("p", told.detail ?? ""));
    query.setAttribute("aria-invalid", "true");
    query.focus();
    if (told.line) {
      const before = query.value.split("\n").slice(0, told.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
      query.setSelectionRange(before + told.column - 1, before + told.column);
    }
  };

  form.addEventListener("submit", async (event) => {
    if (event.submitter?.id === "file") return; // the answer itself, at its own address
    event.preventDefault();
    problem.replaceChildren();
    result.replaceChildren();
    query.removeAttribute("aria-invalid");
    form.elements.run.disabled = true;
    try {
      const fields = new URLSearchParams(new FormData(form));
      const accept = "application/sparql-results+json, text/turtle;q=0.9, application/problem+json;q=0.1";
      const answer = await fetch("sparql", { method: "POST", body: fields, headers: fields.get("format") ? {} : { Accept: accept } });
      if (!answer.ok) refused(await answer.json());
      else if (!fields.get("format") && answer.headers.get("content-type").startsWith("application/sparql-results+json")) {
        const told = await answer.json();
        result.replaceChildren(
          ...("boolean" in told ? [made("p", told.boolean ? say.yes : say.no)] : table(told.head.vars, told.results.bindings)),
        );
      } else result.replaceChildren(made("pre", await answer.text()));
    } catch {
      problem.replaceChildren(made("p", say.failed));
    } finally {
      form.elements.run.disabled = false;
    }
  });
}
