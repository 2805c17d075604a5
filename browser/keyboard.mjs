// What a page owes those who use a keyboard, a finger or a magnifier.

// smallTargets returns the controls that are smaller than 24 px and not in a
// sentence (WCAG 2.5.8), at 320 px.
export async function smallTargets(page) {
  await page.setViewportSize({ width: 320, height: 900 });
  return page.evaluate(() => {
    const seen = e => e.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true }) && e.getClientRects().length > 0;
    const inWords = e => e.matches('a') && [...e.parentElement.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.textContent.trim());
    const box = e => (e.matches('input[type=radio],input[type=checkbox]') && e.labels?.[0] ? union(e, e.labels[0]) : e.getBoundingClientRect());
    const union = (a, b) => {
      const p = a.getBoundingClientRect(), q = b.getBoundingClientRect();
      return { width: Math.max(p.right, q.right) - Math.min(p.left, q.left), height: Math.max(p.bottom, q.bottom) - Math.min(p.top, q.top) };
    };
    const hidden = e => { if (e.closest('[aria-hidden=true]') && e.tabIndex < 0) return true; const r = e.getBoundingClientRect(); return r.width <= 1 || r.height <= 1; };
    // A small target is enough where a circle of 24 px around it meets no other target.
    const all = [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary')].filter(e => seen(e) && !hidden(e));
    const centre = e => { const r = e.getBoundingClientRect(); return [(r.left + r.right) / 2, (r.top + r.bottom) / 2]; };
    const alone = e => all.every(o => {
      if (o === e || o.contains(e) || e.contains(o)) return true;
      const [x, y] = centre(e), r = o.getBoundingClientRect();
      const dx = Math.max(r.left - x, 0, x - r.right), dy = Math.max(r.top - y, 0, y - r.bottom);
      return Math.hypot(dx, dy) >= 12;
    });
    return all.filter(e => { const r = box(e); return r.height < 24 || r.width < 24; }).filter(e => !inWords(e) && !alone(e))
      .map(e => `${e.localName} “${(e.textContent || e.name || '').trim().slice(0, 40)}” ${Math.round(box(e).width)}×${Math.round(box(e).height)}`);
  });
}

// tabs goes through the page with the Tab key and returns what is skipped, out
// of order, without a sign of the focus, or hidden behind something fixed.
export async function tabs(page, { width = 1280, height = 900 } = {}) {
  await page.setViewportSize({ width, height });
  await page.evaluate(() => { // the next Tab begins at the top, whatever has the focus now
    const top = document.createElement('span');
    top.tabIndex = -1;
    document.body.prepend(top);
    top.focus();
    top.remove();
    scrollTo(0, 0);
  });
  const stops = await page.evaluate(() => {
    const seen = e => e.checkVisibility({ checkVisibilityCSS: true }) && e.getClientRects().length > 0;
    const look = e => [e, e.parentElement, ...(e.labels ?? [])].flatMap(x => [null, '::before', '::after'].map(part => {
      const s = getComputedStyle(x, part);
      return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.backgroundColor, s.borderTopColor, s.borderTopWidth, s.color, s.clipPath, s.width].join();
    })).join('|');
    let n = 0;
    const groups = new Set();
    for (const e of document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex]:not([tabindex="-1"]),iframe,svg a')) {
      if (!seen(e) || e.disabled || e.tabIndex < 0 || e.localName === 'iframe') continue;
      if (e.type === 'radio') { // one stop for a group: the chosen one, or the first
        const group = `${e.form?.id} ${e.name}`, chosen = [...document.getElementsByName(e.name)].find(r => r.checked && r.form === e.form);
        if (groups.has(group) || (chosen && chosen !== e)) continue;
        groups.add(group);
      }
      e.dataset.stop = ++n;
      e.looked = look(e);
    }
    globalThis.lookOf = look;
    return n;
  });
  const faults = [], reached = [];
  for (let press = 0; press < stops * 5 + 20 && reached.length < stops; press++) {
    await page.keyboard.press('Tab');
    const now = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return { done: true };
      if (!e.dataset.stop) return { other: e.localName };
      const r = e.getBoundingClientRect(), label = `${e.localName} “${(e.textContent || e.name || e.id || '').trim().slice(0, 40)}”`;
      const covered = document.elementsFromPoint(Math.min(Math.max(r.left + r.width / 2, 0), innerWidth - 1), Math.min(Math.max(r.top + Math.min(r.height / 2, 10), 0), innerHeight - 1));
      const top = covered[0], own = !top || top === e || e.contains(top) || top.contains(e) || [...(e.labels ?? [])].some(l => l.contains(top) || top.contains(l));
      return { stop: Number(e.dataset.stop), label, shown: globalThis.lookOf(e) !== e.looked, inside: r.bottom > 0 && r.top < innerHeight, own };
    });
    if (now.done) break;
    if (now.other) continue;
    if (now.stop === reached.at(-1)) continue; // the day, month and year of a date
    if (reached.includes(now.stop)) break;
    if (reached.length && now.stop < reached.at(-1)) faults.push(`${now.label} comes out of order`);
    if (!now.shown) faults.push(`${now.label} does not show the focus`);
    if (!now.inside) faults.push(`${now.label} has the focus outside the window`);
    if (!now.own) faults.push(`${now.label} has the focus behind something else`);
    reached.push(now.stop);
  }
  if (reached.length < stops) {
    const missed = await page.evaluate(done => [...document.querySelectorAll('[data-stop]')].filter(e => !done.includes(Number(e.dataset.stop)))
      .slice(0, 5).map(e => `${e.localName} “${(e.textContent || e.name || e.id || '').trim().slice(0, 40)}” is not reached`), reached);
    faults.push(...missed);
  }
  return faults;
}

// zoomed looks at the page as a window of 1280 px shows it at 400 %: 320 × 225
// px. Nothing fixed may cover more than half of it.
export async function zoomed(page) {
  await page.setViewportSize({ width: 320, height: 225 });
  return page.evaluate(() => {
    const faults = [], wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide > 0) faults.push(`${wide} px wider than the window`);
    for (const e of document.querySelectorAll('body *')) {
      if (['fixed', 'sticky'].includes(getComputedStyle(e).position) && e.checkVisibility() && e.getBoundingClientRect().height > innerHeight / 2 && getComputedStyle(e).top !== 'auto') {
        faults.push(`${e.localName}.${e.className} stays over ${Math.round(e.getBoundingClientRect().height)} of ${innerHeight} px`);
      }
    }
    return faults;
  });
}
