// What charts and tables need in the browser: Danish numbers on axes, tooltips, cells and links. Data is only ever text.
"use strict";
const fokusvagt = (() => {
  const MONTHS = ["jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec."];
  const SPANS = [[86400, " d"], [3600, " t"], [60, " min"], [1, " s"], [0.001, " ms"], [0.000001, " µs"]];
  const escape = (text) =>
    String(text ?? "").replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]);
  const number = (value) => value.toLocaleString("da-DK", { maximumFractionDigits: 3 }).replace("-", "−");
  const short = (value) => {
    const size = Math.abs(value);
    if (size >= 1e9) return number(value / 1e9) + " mia.";
    if (size >= 1e6) return number(value / 1e6) + " mio.";
    return number(value);
  };
  const span = (seconds) => {
    const [size, unit] = SPANS.find(([from]) => Math.abs(seconds) >= from) ?? [1, " s"];
    return number(seconds / size) + unit;
  };
  const day = (ms) => {
    const at = new Date(ms);
    const date = `${at.getUTCDate()}. ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
    if (ms % 86400000 === 0) return date;
    const two = (part) => String(part).padStart(2, "0");
    return `${at.getDate()}. ${MONTHS[at.getMonth()]} ${at.getFullYear()} kl. ${two(at.getHours())}.${two(at.getMinutes())}.${two(at.getSeconds())}`;
  };
  const api = {
    axis: (unit) => (value) =>
      (unit.prefix ?? "") + (unit.time ? span(value * unit.factor) : short(value * unit.factor)) + (unit.suffix ?? ""),
    soft: (end, soft) => (extent) => (end === "min" ? Math.min(soft, extent.min) : Math.max(soft, extent.max)),
    whole: (extent) => (extent.max > 0.8 && extent.max <= 1 ? 1 : null),
    legend: (figures) => (name) => (figures[name] ? `${name}  ${figures[name]}` : name),
    time: (ms) => {
      const utc = new Date(ms);
      if (ms % 86400000 === 0) {
        if (utc.getUTCDate() !== 1) return `${utc.getUTCDate()}. ${MONTHS[utc.getUTCMonth()]}`;
        return utc.getUTCMonth() ? MONTHS[utc.getUTCMonth()] : String(utc.getUTCFullYear());
      }
      return `${String(utc.getHours()).padStart(2, "0")}.${String(utc.getMinutes()).padStart(2, "0")}`;
    },
    fits: (inside, across) => (p) => {
      const room = inside || !across ? p.rect.width + (inside ? -4 : 14) : Infinity;
      const fits = p.labelRect.width <= room && (!inside || p.labelRect.height <= p.rect.height + 4);
      return fits ? { hideOverlap: true } : { x: -9999, hideOverlap: true };
    },
    label: (point) => point.value[2],
    csv: (cell) => cell.node?.data?.[cell.column.getColId() + "_t"] ?? cell.value,
    tooltip: (given) => {
      const points = (Array.isArray(given) ? given : [given]).filter((p) => p.value[1] !== null && p.value[0] !== null);
      if (!points.length) return "";
      const first = points[0];
      const head = first.axisType === "xAxis.time" || first.axisType === "time" ? day(first.value[0]) : first.name;
      const rows = points.map(
        (p) => `<tr><td>${p.marker}${escape(p.seriesName)}</td><td class="fv-tip">${escape(p.value[2])}</td></tr>`,
      );
      return `<b>${escape(head || day(first.value[0]))}</b><table>${rows.join("")}</table>`;
    },
    follow: (event) => {
      const link = event?.data?.link;
      if (link) window.location.href = link;
    },
    cellText: (cell) => cell.data?.[cell.colDef.field + "_t"] ?? "",
    filterText: (cell) => cell.data?.[cell.colDef.field + "_t"] ?? "",
    compare: (a, b) => {
      if (a === b) return 0;
      if (a === null || a === undefined || a === "–") return -1;
      if (b === null || b === undefined || b === "–") return 1;
      return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "da");
    },
    cellStyle: (cell) => {
      const key = cell.colDef.field;
      const style = { color: cell.data?.[key + "_p"] ? null : (cell.data?.[key + "_c"] ?? null) };
      style.backgroundColor = cell.data?.[key + "_p"] ? null : (cell.data?.[key + "_b"] ?? null);
      return style;
    },
    cell: (cell) => {
      const key = cell.colDef.field;
      const data = cell.data ?? {};
      const text = data[key + "_t"] ?? "";
      const element = document.createElement(data[key + "_l"] ? "a" : "span");
      element.textContent = text;
      if (data[key + "_l"]) element.href = data[key + "_l"];
      if (data[key + "_p"]) {
        element.className = "fv-pill";
        element.style.background = data[key + "_b"];
        element.style.color = data[key + "_c"];
      }
      if (data[key + "_g"] === undefined) return element;
      const whole = document.createElement("div");
      whole.className = "fv-gauge";
      const bar = document.createElement("i");
      bar.style.width = `${100 * data[key + "_g"]}%`;
      bar.style.background = data[key + "_c"] || "var(--fv-accent)";
      const track = document.createElement("u");
      track.append(bar);
      whole.append(track, element);
      return whole;
    },
  };
  return api;
})();
globalThis.fokusvagt = fokusvagt;
window.addEventListener("popstate", () => window.location.reload());
