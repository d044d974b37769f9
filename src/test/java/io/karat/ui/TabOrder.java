package io.karat.ui;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** Walks a page with the Tab key, and asks whether its keys mean what they mean everywhere. */
final class TabOrder {

    /** Returns what there is to reach, and begins to note what is reached. */
    private static final String BEGIN = """
            whole => {
              const within = whole ? document.body : document.querySelector('main');
              const group = e => e.type === 'radio' ? [...document.getElementsByName(e.name)] : [];
              const first = e => e.type !== 'radio'
                  || (group(e).find(r => r.checked) ?? group(e)[0]) === e;
              const stops = [...within.querySelectorAll(
                      'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
                  .filter(e => e.tabIndex >= 0 && !e.matches(':disabled') && first(e)
                      && e.checkVisibility({visibilityProperty: true}));
              const looks = e => { const s = getComputedStyle(e); return s.boxShadow + s.borderColor + s.backgroundColor; };
              const before = new Map(stops.map(e => [e, looks(e)]));
              const outlined = e => {
                const s = getComputedStyle(e);
                return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1 && s.outlineColor !== 'rgba(0, 0, 0, 0)';
              };
              const walk = {within, stops, reached: [], unseen: [], left: false};
              window.karatWalk = walk;
              document.addEventListener('focusin', event => {
                const e = event.target;
                if (walk.reached.length > 0 && !within.contains(e)) walk.left = true;
                if (walk.left || !before.has(e) || walk.reached.at(-1) === e) return;
                walk.reached.push(e);
                const box = e.getBoundingClientRect();
                if (box.width === 0 || box.height === 0 || !outlined(e) && looks(e) === before.get(e)) walk.unseen.push(e);
              });
              const start = whole ? document.body : within;
              const kept = start.getAttribute('tabindex');
              start.setAttribute('tabindex', '-1');
              start.focus();
              if (kept === null) start.removeAttribute('tabindex');
              const parts = stops.filter(e => /^(date|time|month|week)/.test(e.type)).length;
              return stops.length + 8 * parts + 1;
            }
            """;

    private static final String END = """
            () => {
              const walk = window.karatWalk;
              const name = e => e.outerHTML.replace(/\\s+/g, ' ').slice(0, 110);
              const turned = [...walk.within.querySelectorAll('*')].filter(e => {
                const s = getComputedStyle(e);
                return s.order !== '0' || /reverse/.test(s.flexDirection + s.flexWrap);
              });
              const at = walk.stops.findIndex((e, i) => walk.reached[i] !== e);
              return [
                ...(walk.stops.length > 0 ? [] : ['there is nothing to reach']),
                ...walk.stops.filter(e => !walk.reached.includes(e)).map(e => 'Tab does not reach ' + name(e)),
                ...(at >= 0 ? ['after ' + at + ' steps Tab is not at ' + name(walk.stops[at])] : []),
                ...walk.unseen.map(e => 'the focus is not to be seen at ' + name(e)),
                ...turned.map(e => 'is not seen in its order: ' + name(e)),
              ];
            }
            """;

    private static final String KEYS = """
            () => {
              const meant = {
                '3': e => e.value === 'skip',
                'a': e => e.matches('summary'), 's': e => e.matches('summary'), 'x': e => e.matches('summary'),
                'b': e => /release/.test(e.form.action), 't': e => /take-over/.test(e.form.action),
                'n': e => /reviews\\/next/.test(e.form.action), 'c': e => e.matches('textarea'),
              };
              const listed = document.querySelector('#help')
                  ? [...document.querySelectorAll('#help dt')].flatMap(dt => /\\d\\u2013\\d/.test(dt.textContent)
                      ? ['4', '5', '6', '7', '8', '9'] : [...dt.querySelectorAll('kbd')].map(k => k.textContent.toLowerCase()))
                  : [];
              const keyed = [...document.querySelectorAll('[data-key], [data-field]')];
              const key = e => e.dataset.key ?? e.dataset.field;
              return keyed.flatMap((e, i) => [
                ...(listed.includes(key(e)) ? [] : ['the help does not list ' + key(e)]),
                ...((meant[key(e)] ?? (() => true))(e) ? [] : [key(e) + ' means something else: ' + e.outerHTML.slice(0, 110)]),
                ...(keyed.findIndex(other => key(other) === key(e)) === i ? [] : [key(e) + ' means two things']),
                ...(e.dataset.field || e.querySelector('kbd')?.textContent.toLowerCase() === key(e) ? [] : [key(e) + ' is not shown']),
              ]);
            }
            """;

    private TabOrder() {}

    /**
     * Every element of the page's content is reached, in its order, seen when it is, and left again; so is, where the page
     * has a frame, the link that leads there, first of all.
     */
    static List<String> findings(Page page) {
        List<String> findings = new ArrayList<>(skips(page));
        walk(page, false).forEach(findings::add);
        for (Object finding : (List<?>) page.evaluate(KEYS)) {
            findings.add(String.valueOf(finding));
        }
        return findings.stream().map(finding -> page.url() + " " + finding).toList();
    }

    /** The frame too. */
    static List<String> ofWholePage(Page page) {
        return walk(page, true);
    }

    private static List<String> walk(Page page, boolean whole) {
        int steps = ((Number) page.evaluate(BEGIN, whole)).intValue();
        for (int i = 0; i < steps; i++) {
            page.keyboard().down("Tab");
        }
        page.keyboard().up("Tab");
        return ((List<?>) page.evaluate(END)).stream().map(String::valueOf).toList();
    }

    private static List<String> skips(Page page) {
        if (page.locator(".rail").count() == 0) {
            return List.of();
        }
        page.evaluate("() => { document.body.setAttribute('tabindex', '-1'); document.body.focus();"
                + " document.body.removeAttribute('tabindex'); }");
        page.keyboard().press("Tab");
        boolean first = (boolean)
                page.evaluate(
                        "() => document.activeElement.matches('.skip-link') && document.activeElement.getBoundingClientRect().top >= 0");
        page.keyboard().press("Enter");
        boolean there = (boolean) page.evaluate("() => document.activeElement.id === 'content'");
        return first && there ? List.of() : List.of("the first Tab does not lead to the content");
    }
}
