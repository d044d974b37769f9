package io.karat.ui;

import com.microsoft.playwright.Page;
import java.util.List;

/** Measures, in the page, whether tables are tables and things beside each other stay beside each other. */
final class LayoutProbe {

    /** Resolves when all that the page fetches into itself is there and drawn. */
    private static final String SETTLED = """
            () => new Promise(done => {
              const wait = () => document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')
                  ? requestAnimationFrame(wait)
                  : document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));
              requestAnimationFrame(wait);
            })
            """;

    private static final String BROKEN = """
            () => {
              const found = [];
              const name = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + [...e.classList].map(c => '.' + c).join('');
              const box = e => e.getBoundingClientRect();
              const seen = e => e.checkVisibility() && box(e).width > 0 && box(e).height > 0;
              const style = e => getComputedStyle(e);
              const main = document.querySelector('main');
              if (!main) return [];
              scrollTo(0, 0);
              const more = [...document.querySelectorAll('main details.more')].filter(details => !details.open);
              more.forEach(details => details.open = true);

              const PARTS = {TABLE: 'table', THEAD: 'table-header-group', TBODY: 'table-row-group', TR: 'table-row',
                             TH: 'table-cell', TD: 'table-cell'};
              for (const part of main.querySelectorAll('table, thead, tbody, tr, th, td')) {
                if (seen(part) && style(part).display !== PARTS[part.tagName]) {
                  found.push(name(part) + ' is no ' + PARTS[part.tagName] + ' but ' + style(part).display);
                }
              }
              for (const table of main.querySelectorAll('table')) {
                if (!seen(table)) continue;
                const head = table.tHead ? [...table.tHead.rows].at(-1) : table.rows[0];
                const rows = [...table.tBodies].flatMap(body => [...body.rows]).filter(row => row !== head && seen(row));
                const tall = rows.some(row => [...row.cells].some(cell => cell.rowSpan > 1));
                for (const row of rows) {
                  const cells = [...row.cells];
                  if (cells.some(cell => Math.abs(box(cell).top - box(row).top) > 1)) {
                    found.push(name(table) + ': the cells of a row are not on one line');
                    break;
                  }
                  if (tall || [...head.cells, ...cells].some(cell => cell.colSpan > 1)) continue;
                  if (cells.length !== head.cells.length) {
                    found.push(name(table) + ': ' + cells.length + ' cells under ' + head.cells.length + ' heads');
                    break;
                  }
                  const off = cells.findIndex((cell, i) => Math.abs(box(cell).left - box(head.cells[i]).left) > 1);
                  if (off >= 0) {
                    found.push(name(table) + ': column ' + (off + 1) + ' is not below its head');
                    break;
                  }
                }
              }

              // What flows; what is laid over other things on purpose does not.
              const flows = e => seen(e) && !(e instanceof SVGElement) && !['absolute', 'fixed', 'sticky'].includes(style(e).position)
                  && !['inline', 'contents'].includes(style(e).display);
              for (const parent of [main, ...main.querySelectorAll('*')]) {
                if (parent.closest('svg, .chart, .graph, table') || parent.childElementCount < 2) continue;
                const boxes = [...parent.children].filter(flows).map(e => [e, box(e)]);
                boxes.forEach(([one, a], i) => boxes.slice(i + 1, i + 40).forEach(([other, b]) => {
                  if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) {
                    found.push(name(one) + ' lies over ' + name(other) + ' in ' + name(parent));
                  }
                }));
              }

              for (const image of main.querySelectorAll('img, svg, canvas')) {
                if (!seen(image) || image.closest('svg') !== (image.tagName === 'svg' ? image : null)) continue;
                let holder = image.parentElement;
                while (style(holder).display === 'inline' || style(holder).display === 'contents') holder = holder.parentElement;
                const [a, b] = [box(image), box(holder)];
                if (a.left < b.left - 1 || a.right > b.right + 1 || a.top < b.top - 1 || a.bottom > b.bottom + 1) {
                  found.push(name(image) + ' is not within ' + name(holder));
                }
              }
              // The pages remember what stands open.
              more.forEach(details => details.open = false);
              return [...new Set(found)].slice(0, 8);
            }
            """;

    private LayoutProbe() {}

    /** Waits until nothing is under way any more that would change the page by itself. */
    static void settle(Page page) {
        page.evaluate(SETTLED);
    }

    /** In words, what is not as it should be, also of what can be opened. */
    static List<String> broken(Page page) {
        return ((List<?>) page.evaluate(BROKEN)).stream().map(String::valueOf).toList();
    }
}
