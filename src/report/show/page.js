// Makes the graphs of the page answer: hover and focus tell what an object or a reference is, a click on a reference
// cuts it and shows what reference counting then frees. Without this script the page is the same, but still.
"use strict";

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);

  const size = (bytes) => {
    let unit = "B";
    for (const larger of ["kB", "MB", "GB", "TB"]) {
      if (bytes < 999.5) break;
      bytes /= 1000;
      unit = larger;
    }
    return `${unit === "B" || bytes >= 9.95 ? bytes.toFixed(0) : bytes.toFixed(1)} ${unit}`;
  };
  const count = (number, thing) => `${number} ${thing}${number === 1 ? "" : "s"}`;

  // What counting frees when some edges are cut: each object none refers to any more, and so on. What nothing on this
  // page refers to is held from elsewhere. Objects that can only die together are one here.
  const freed = (leak, cut) => {
    const counts = new Int32Array(leak.bytes.length);
    const out = Array.from(leak.bytes, () => []);
    leak.from.forEach((from, at) => {
      counts[leak.to[at]] += 1;
      out[from].push(at);
    });
    counts.forEach((number, object) => { if (number === 0) counts[object] = 1; });
    if (leak.root >= 0) counts[leak.root] += 1;
    const open = [];
    const drop = (reference) => {
      const object = leak.to[reference];
      counts[object] -= 1;
      if (counts[object] === 0) open.push(object);
    };
    leak.edges.forEach((edge, reference) => { if (cut.has(edge)) drop(reference); });
    const dead = new Set();
    while (open.length > 0) {
      const object = open.pop();
      dead.add(object);
      for (const reference of out[object]) if (!cut.has(leak.edges[reference])) drop(reference);
    }
    return dead;
  };

  const start = (section, leak) => {
    const svg = section.querySelector(".picture svg");
    const [bar, hint] = [section.querySelector(".bar"), section.querySelector(".hint")];
    const [told, outcome] = [bar.querySelector(".told"), bar.querySelector(".outcome")];
    const reset = bar.querySelector("button");
    const nodes = [...svg.querySelectorAll("[data-node]")].sort((a, b) => a.dataset.node - b.dataset.node);
    const edges = leak.ends.map((_, at) => svg.querySelector(`[data-edge="${at}"]`));
    const names = leak.ends.map((_, at) => svg.querySelector(`[data-name="${at}"]`));
    const rows = [...section.querySelectorAll("tr[data-object]")];
    const referenceRows = [...section.querySelectorAll("tr[data-reference]")];
    const cut = new Set();
    let current = nodes[0];
    let pointed = null;

    const about = (element) => element.querySelector("title").dataset.text;
    const isEdge = (element) => element !== null && element.dataset.edge !== undefined;
    const number = (element) => Number(isEdge(element) ? element.dataset.edge : element.dataset.node);
    const both = (edge) => [edges[edge], names[edge]].filter((element) => element !== null);

    const sentence = (dead, who, verb) => {
      const sum = (list) => [...dead].reduce((all, object) => all + list[object], 0);
      const lost = [...dead].filter((object) => leak.parts[object] !== "path");
      const number = lost.reduce((all, object) => all + leak.number[object], 0);
      if (dead.size === 0) return `${who} ${verb} nothing by itself`;
      const about = leak.exact ? "" : "about ";
      return number === leak.lost
        ? `${who} ${verb} all ${count(leak.lost, "object")} (${size(sum(leak.bytes))})`
        : `${who} ${verb} ${about}${number} of ${count(leak.lost, "object")} (${size(sum(leak.bytes))})`;
    };

    const show = () => {
      const dead = freed(leak, cut);
      nodes.forEach((node, at) => {
        const units = leak.nodes.flatMap((where, unit) => (where === at ? [unit] : []));
        const gone = units.filter((unit) => dead.has(unit)).length;
        node.classList.toggle("freed", gone > 0 && gone === units.length);
        node.classList.toggle("partly", gone > 0 && gone < units.length);
      });
      leak.ends.forEach(([from], edge) => {
        for (const element of both(edge)) {
          element.classList.toggle("severed", cut.has(edge));
          element.classList.toggle("gone", !cut.has(edge) && nodes[from].classList.contains("freed"));
        }
        if (edges[edge] !== null) edges[edge].setAttribute("aria-pressed", String(cut.has(edge)));
      });
      for (const row of rows) {
        row.classList.toggle("freed", nodes[row.dataset.object].classList.contains("freed"));
      }
      for (const row of referenceRows) {
        const isCut = cut.has(Number(row.dataset.reference));
        row.classList.toggle("severed", isCut);
        const button = row.querySelector("button");
        button.textContent = isCut ? "restore" : "cut";
        button.setAttribute("aria-label", `${button.textContent} ${button.dataset.what}`);
      }
      reset.disabled = cut.size === 0;
      const looked = pointed ?? (svg.contains(document.activeElement) ? current : null);
      told.textContent = looked === null ? "" : about(looked);
      outcome.className = "outcome";
      outcome.textContent = "";
      if (looked !== null && isEdge(looked) && !cut.has(number(looked))) {
        const then = freed(leak, new Set([...cut, number(looked)]));
        outcome.textContent = sentence(then, cut.size > 0 ? "cutting it too" : "cutting it", "frees");
        outcome.classList.add(then.size > 0 ? "freed" : "none");
      } else if (cut.size > 0) {
        outcome.textContent = cut.size === 1
          ? sentence(dead, "the cut", "frees")
          : sentence(dead, `${cut.size} cuts`, "free");
        outcome.classList.add(dead.size > 0 ? "freed" : "none");
      } else if (looked === null) {
        told.textContent = "Click a reference to see what cutting it frees.";
      }
    };

    const light = (element) => {
      for (const lit of section.querySelectorAll(".lit, .faint, .here")) lit.classList.remove("lit", "faint", "here");
      if (element === null) return;
      const near = new Set([element]);
      leak.ends.forEach(([from, to], edge) => {
        const touches = isEdge(element)
          ? edge === number(element)
          : from === number(element) || to === number(element);
        if (!touches) return;
        both(edge).forEach((part) => near.add(part));
        near.add(nodes[from]);
        near.add(nodes[to]);
      });
      for (const part of [...nodes, ...edges, ...names]) {
        if (part !== null && !near.has(part)) part.classList.add("faint");
      }
      element.classList.add("lit");
      const at = String(number(element));
      if (isEdge(element)) both(number(element)).forEach((part) => part.classList.add("lit"));
      for (const row of rows) row.classList.toggle("lit", !isEdge(element) && row.dataset.object === at);
      for (const row of referenceRows) row.classList.toggle("lit", isEdge(element) && row.dataset.reference === at);
      const lines = isEdge(element) ? leak.edgeLines : leak.nodeLines;
      for (const line of lines[number(element)]) document.getElementById(line)?.classList.add("here");
    };

    // Brings the first line of what is looked at into its list's view, without moving the page.
    const scrollToLine = () => {
      const line = section.querySelector(".lines .here");
      const list = line?.closest(".lines");
      if (!list) return;
      const [inner, outer] = [line.getBoundingClientRect(), list.getBoundingClientRect()];
      if (inner.top < outer.top || inner.bottom > outer.bottom) {
        list.scrollTop += inner.top - outer.top - outer.height / 3;
      }
    };

    const point = (element) => {
      pointed = element;
      light(element ?? (svg.contains(document.activeElement) ? current : null));
      scrollToLine();
      show();
    };

    const go = (element) => {
      if (element === undefined || element === null) return;
      current.setAttribute("tabindex", "-1");
      current = element;
      current.setAttribute("tabindex", "0");
      pointed = null;
      current.focus();
      current.scrollIntoView?.({ block: "nearest", inline: "nearest" });
    };

    const toggle = (edge) => {
      if (!cut.delete(edge)) cut.add(edge);
      show();
    };

    // From an object along a reference, from a reference to its object; up and down among what is beside it.
    const next = (key) => {
      const at = number(current);
      const drawn = (edge) => edges[edge] !== null;
      const all = leak.ends.map((_, edge) => edge).filter(drawn);
      const beside = (list, step) => list[(list.indexOf(at) + step + list.length) % list.length];
      if (isEdge(current)) {
        const [from, to] = leak.ends[at];
        if (key === "ArrowRight") return nodes[to];
        if (key === "ArrowLeft") return nodes[from];
        const same = all.filter((edge) => leak.ends[edge][0] === from);
        return edges[beside(same, key === "ArrowDown" ? 1 : -1)];
      }
      const spineFirst = (one, other) => leak.spine[other] - leak.spine[one];
      if (key === "ArrowRight") return edges[all.filter((edge) => leak.ends[edge][0] === at).sort(spineFirst)[0]];
      if (key === "ArrowLeft") return edges[all.filter((edge) => leak.ends[edge][1] === at).sort(spineFirst)[0]];
      return nodes[(at + (key === "ArrowDown" ? 1 : -1) + nodes.length) % nodes.length];
    };

    section.classList.add("live");
    bar.hidden = false;
    hint.hidden = false;
    svg.setAttribute("role", "group");
    for (const element of [...nodes, ...edges]) {
      if (element === null) continue;
      // The browser's own tip would cover what is beside it; the bar below says the same.
      const title = element.querySelector("title");
      title.dataset.text = title.textContent;
      element.setAttribute("aria-label", title.textContent);
      title.textContent = "";
      element.setAttribute("tabindex", "-1");
      element.setAttribute("role", "button");
      if (isEdge(element)) {
        const hit = element.querySelector(".line").cloneNode();
        hit.setAttribute("class", "hit");
        element.append(hit);
      }
    }
    names.forEach((name) => name?.setAttribute("aria-hidden", "true"));
    current?.setAttribute("tabindex", "0");

    const elementAt = (target) => {
      const group = target.closest?.("[data-node], [data-edge], [data-name]") ?? null;
      return group?.dataset.name === undefined ? group : edges[group.dataset.name];
    };
    svg.addEventListener("pointerover", (event) => point(elementAt(event.target)));
    svg.addEventListener("pointerleave", () => point(null));
    svg.addEventListener("focusin", () => point(null));
    svg.addEventListener("focusout", () => { pointed = null; light(null); show(); });
    svg.addEventListener("click", (event) => {
      const element = elementAt(event.target);
      if (element === null) return;
      go(element);
      if (isEdge(element)) toggle(number(element));
    });
    svg.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key.startsWith("Arrow")) {
        go(next(event.key));
      } else if (event.key === "Home") {
        go(nodes[0]);
      } else if (event.key === "Enter" || event.key === " ") {
        if (isEdge(current)) toggle(number(current));
      } else {
        return;
      }
      event.preventDefault();
    });
    const clear = () => {
      cut.clear();
      show();
    };
    section.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
    reset.addEventListener("click", clear);
    for (const row of [...rows, ...referenceRows]) {
      const element = row.dataset.object === undefined
        ? edges[row.dataset.reference]
        : nodes[row.dataset.object];
      if (element === undefined || element === null) continue;
      row.addEventListener("pointerenter", () => point(element));
      row.addEventListener("pointerleave", () => point(null));
      const button = row.querySelector("button");
      if (button !== null) {
        button.hidden = false;
        button.addEventListener("click", () => toggle(number(element)));
      }
    }
    show();
    // Of a drawing that scrolls, what to look at first is in the middle.
    return () => {
      const view = svg.parentElement;
      const [box, outer] = [nodes[0]?.getBoundingClientRect(), view.getBoundingClientRect()];
      if (box) view.scrollLeft += box.left + box.width / 2 - outer.left - outer.width / 2;
    };
  };

  const sections = [...document.querySelectorAll(".leak")];
  const centres = sections.map((section, at) => start(section, data[at]));

  // Of several leaks, one at a time.
  const links = [...document.querySelectorAll("nav a")];
  if (links.length > 1) {
    const choose = (chosen) => {
      sections.forEach((section, at) => {
        section.hidden = at !== chosen;
        links[at].setAttribute("aria-current", String(at === chosen));
      });
      centres[chosen]();
    };
    const named = () => Math.max(0, links.findIndex((link) => link.hash === location.hash));
    window.addEventListener("hashchange", () => choose(named()));
    choose(named());
  } else {
    for (const centre of centres) centre();
  }
})();
