// Say it works without this script. It keeps what is typed while the network or
// the sign-in is gone, says honestly what is saved, follows what is written from
// the numbers, takes Ctrl-Z outside fields, and lets a mark of the preview be pressed.
(() => {
  'use strict';
  const form = document.querySelector('form[data-autosave]');
  if (!form) return;
  const fields = form.querySelector('[hx-post]'), waits = [5, 10, 20, 40, 60];
  let typed = 0, sent = 0, kept = 0; // changes so far: made, on their way, stored
  let tries = 0, timer = 0, busy = false, leaving = false, renewed = false, signedOut = false, refused = '';

  const say = (words, trouble, link) => {
    const line = document.getElementById('saved'), icon = line.querySelector('use');
    line.className = 'fh-state fh-state--' + (trouble ? 'stop' : 'rest');
    line.setAttribute('aria-busy', words === 'Saving'); // not read out at every word
    icon.setAttribute('href', icon.getAttribute('href').replace(/#.*/, trouble ? '#stop' : '#done'));
    line.querySelector('span').replaceChildren(words, ...(link ? [' ', link] : []));
  };
  const again = () => {
    clearTimeout(timer);
    timer = 0;
    fields.dispatchEvent(new Event('change'));
  };
  const later = () => {
    const wait = waits[Math.min(tries++, waits.length - 1)];
    clearTimeout(timer);
    timer = setTimeout(again, wait * 1000);
    say(`Not saved. Trying again in ${wait} seconds`, true);
  };

  // The form belongs to a session. When that is gone, nothing leaves this page
  // until its user, and nobody else, is signed in again.
  const who = page => page.querySelector('.fh-me b')?.textContent;
  const renew = async () => {
    let answer, page;
    try {
      answer = await fetch(location.pathname, { cache: 'no-store' });
      page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    } catch {
      return later();
    }
    const fresh = page.querySelector('#editor [name=csrf]');
    signedOut = new URL(answer.url).pathname === '/sign-in';
    if (signedOut) {
      const link = Object.assign(document.createElement('a'), { href: answer.url, target: '_blank', textContent: 'Sign in on another page' });
      say('Not saved. You are signed out. What you typed is kept here.', true, link);
    } else if (!fresh || renewed) {
      say('Not saved. You may not change this figure any more.', true);
    } else if (who(page) !== who(document)) {
      say(`Not saved. ${who(page)} is signed in now. What you typed is kept here.`, true);
      signedOut = true;
    } else {
      renewed = true;
      for (const field of document.querySelectorAll('[name=csrf]')) field.value = fresh.value;
      again();
    }
  };
  const look = () => { if (signedOut && document.visibilityState === 'visible') renew(); };
  addEventListener('focus', look);
  document.addEventListener('visibilitychange', look);
  addEventListener('online', () => { if (timer) again(); });

  for (const kind of ['input', 'change']) {
    form.addEventListener(kind, event => {
      if (event.target === fields || !event.target.name || event.target.closest('#conflict')) return;
      typed++;
      if (!timer && !signedOut) say('Saving');
    }, true); // before what sends it
  }
  fields.addEventListener('htmx:before:request', event => {
    const body = String(event.detail.ctx.request.body).replace(/(^|&)(keep-\w+|version-theirs)=[^&]*/g, ''); // without the choice between two versions
    if (signedOut || body === refused) return event.preventDefault(); // a conflict stands as it is until something is typed
    refused = body;
    clearTimeout(timer);
    [timer, busy, sent] = [0, true, typed];
  });
  fields.addEventListener('htmx:before:response', event => {
    const status = event.detail.ctx.response.status;
    if ([200, 409, 422].includes(status)) return;
    event.preventDefault(); // the page of an error is no preview
    event.detail.ctx.response.raw.text().catch(() => {}); // read to its end all the same
    if (status === 403) renew();
    else later();
  });
  fields.addEventListener('htmx:error', () => {
    refused = '';
    if (!leaving) later();
  });
  fields.addEventListener('htmx:finally:request', event => {
    busy = false;
    if (event.detail.ctx.response && event.detail.ctx.response.status !== 409) refused = '';
    if (event.detail.ctx.response?.status === 200) {
      [kept, tries, renewed] = [sent, 0, false];
      document.getElementById('conflict').replaceChildren();
      if (typed > kept) say('Saving');
    }
  });

  // Without a network no button of the form is pressed.
  form.addEventListener('submit', event => {
    leaving = navigator.onLine;
    if (leaving) return;
    event.preventDefault();
    later();
  });
  addEventListener('beforeunload', event => { if (!leaving && typed > kept) event.preventDefault(); });
  addEventListener('pageshow', event => {
    leaving = false;
    if (event.persisted && typed === kept) location.reload(); // an old page, brought back
  });

  document.addEventListener('keydown', event => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest('input, textarea, select')) return;
    const key = event.key.toLowerCase(), to = key === 'y' || key === 'z' && event.shiftKey ? 'redo' : key === 'z' ? 'undo' : '';
    if (!to) return;
    event.preventDefault();
    document.querySelector(`button[form=editor][value=${to}]`).click();
  });

  // What is written from the numbers follows them in its box, until it is changed.
  const follow = stage => {
    for (const name of ['alt', 'post']) {
      const box = form.elements[name], written = form.elements[name + '-written'], now = stage.dataset[name];
      const own = box.value.trim() && box.value.trim() !== written.value.trim();
      if (now && !own && document.activeElement !== box) box.value = written.value = now;
    }
  };

  // The marks of the preview: the nearest to where it is pressed, or one of a list.
  let chosen = '';
  const point = stage => {
    const figure = stage.querySelector('[data-presses]'), drawing = figure?.querySelector('svg');
    if (!drawing) return;
    const marks = JSON.parse(figure.dataset.presses), held = document.createElement('div'), ring = document.createElement('span'), row = document.createElement('div');
    const named = (tag, more, ...inside) => {
      const made = Object.assign(document.createElement(tag), more);
      made.append(...inside);
      return made;
    };
    const list = named('select', { id: 'mark', className: 'govuk-select' }, ...marks.map((m, i) => named('option', { value: i }, m.Name)));
    const words = named('button', { type: 'button', className: 'govuk-button govuk-button--secondary fh-button--s' }, 'Write words at it');
    const stand = named('button', { type: 'button', className: 'govuk-button govuk-button--secondary fh-button--s' }, 'Make it stand out');
    list.value = Math.max(0, marks.findIndex(m => m.Name === chosen));
    const highlight = form.elements.highlight, at = () => marks[list.value];
    const standing = m => [...highlight?.options ?? []].find(o => o.value && (o.value === m.Of || o.value === m.At));
    const show = () => {
      chosen = at().Name;
      ring.hidden = false;
      ring.style.left = at().X * 100 + '%';
      ring.style.top = at().Y * 100 + '%';
      stand.hidden = !standing(at());
    };
    held.className = 'fh-pressable';
    ring.className = 'fh-press';
    ring.hidden = true;
    drawing.replaceWith(held);
    held.append(drawing, ring);
    row.className = 'fh-pressed';
    row.append(named('label', { htmlFor: 'mark', className: 'govuk-label' }, 'Press a mark, or choose one'), list, words, stand);
    figure.append(row);
    if (chosen === at().Name) show();
    stand.hidden = !standing(at());
    list.addEventListener('change', event => { event.stopPropagation(); show(); });
    held.addEventListener('click', event => {
      const box = held.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
      const across = m => Math.abs(m.X * box.width - x), down = m => Math.abs(m.Y * box.height - y);
      const row = m => (m.Lying ? across(m) / 100 + down(m) : 3 * across(m) + down(m)); // bars are pressed anywhere in their row
      list.value = marks.indexOf(marks.reduce((a, b) => (row(b) < row(a) ? b : a)));
      show();
      words.focus();
    });
    words.addEventListener('click', () => {
      const to = new URLSearchParams({ add: 'words', at: at().At, of: at().Of });
      const go = () => location.assign(location.pathname + '?' + to);
      if (!busy) return go();
      fields.addEventListener('htmx:finally:request', go, { once: true });
    });
    stand.addEventListener('click', () => {
      highlight.value = standing(at()).value;
      highlight.dispatchEvent(new Event('change', { bubbles: true }));
    });
  };
  // What the server draws is compared with what it drew before: without the marks.
  const plain = () => {
    const held = document.querySelector('.fh-pressable');
    document.querySelector('.fh-pressed')?.remove();
    held?.replaceWith(held.querySelector('svg'));
  };
  const shown = () => {
    const stage = document.getElementById('stage');
    follow(stage);
    plain();
    point(stage);
  };
  document.addEventListener('htmx:before:swap', plain);
  document.addEventListener('htmx:after:swap', shown);
  shown();
})();
