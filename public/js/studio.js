// Everything works without this script. It copies text and says so, takes
// dropped files into the form, says how far a large one is sent, opens what a checked box reveals, and completes
// names in braces.
(() => {
  'use strict';
  document.documentElement.classList.add('js');

  document.addEventListener('click', async event => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    const from = document.getElementById(button.dataset.copy);
    const status = button.parentElement.querySelector('[role=status]');
    const rich = 'rich' in button.dataset && window.ClipboardItem;
    const as = type => new Blob([from.value], { type });
    try {
      if (rich) await navigator.clipboard.write([new ClipboardItem({ 'text/html': as('text/html'), 'text/plain': as('text/plain') })]);
      else await navigator.clipboard.writeText(from.value);
    } catch {
      from.select();
      document.execCommand('copy');
    }
    if (status) status.textContent = button.dataset.said || 'Copied: ' + button.dataset.what;
  });

  // The address follows the filter of a list, so that it can be kept and sent.
  document.addEventListener('htmx:after:swap', event => {
    const filter = event.target.closest('form.fh-filter');
    if (!filter) return;
    const query = new URLSearchParams([...new FormData(filter)].filter(([, value]) => value));
    history.replaceState(null, '', filter.action + (query.size ? '?' + query : ''));
  });

  // How many figures of a list are chosen, said where what can be done to them stands.
  document.addEventListener('change', event => {
    const form = event.target.closest('[data-choose]');
    if (!form || event.target.type !== 'checkbox') return;
    const chosen = form.querySelectorAll('input[type=checkbox]:checked').length;
    form.querySelector('[data-chosen]').textContent = chosen ? chosen + ' chosen' : 'With those you choose:';
  });

  // Single keys stand for what has them on the page, but never while somebody types.
  document.addEventListener('keydown', event => {
    if (!document.body.dataset.keys || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('textarea,select,input:not([type=checkbox],[type=radio],[type=submit],[type=button]),[contenteditable]')) return;
    const stands = [...document.querySelectorAll('[data-key]')].find(thing => thing.dataset.key === event.key);
    if (!stands) return;
    event.preventDefault();
    if (stands.matches('input,textarea')) stands.focus();
    else stands.click();
  });

  // What is asked for again and again is not any more once the page leads on:
  // the next answer would begin to lead on anew, and the page would never come.
  let leaving = false;
  addEventListener('beforeunload', () => { leaving = true; });
  document.addEventListener('htmx:before:request', event => {
    if (leaving && event.target.id === 'way') event.preventDefault();
  });

  // A change that waited for the one before it is sent with the version that
  // the answer to that one brought, and a button of a form that saves itself
  // waits for what is on its way, so that nobody is in conflict with herself.
  const saves = event => event.target.closest('form')?.elements.version;
  let saving = null, pressed = null, sent = false;
  document.addEventListener('htmx:before:request', event => {
    if (!saves(event)) return;
    if (sent) return event.preventDefault(); // the form itself is on its way
    saving = event.target.closest('form');
    const body = event.detail.ctx.request.body;
    const version = document.querySelector('#stage [name=version], #saved [name=version]');
    if (version && body instanceof URLSearchParams && body.has('version')) body.set('version', version.value);
  });
  document.addEventListener('htmx:finally:request', event => {
    const form = saves(event) && event.target.closest('form'), button = pressed;
    if (!form || form !== saving) return;
    [saving, pressed] = [null, null];
    if (button) form.requestSubmit(button.isConnected ? button : form.querySelector(`button[name='${button.name}'][value='${button.value}']`));
  });
  document.addEventListener('submit', event => {
    if (!saving || event.target !== saving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed = event.submitter;
  }, true);
  document.addEventListener('submit', event => { sent ||= saves(event) && !event.defaultPrevented; });
  addEventListener('pageshow', () => { sent = false; });

  // What was refused of a campaign is not said any more once all of it is saved;
  // what keeps it from being public, of a saved one, still is.
  document.addEventListener('htmx:finally:request', event => {
    if (event.target.closest('form')?.id !== 'campaign' || event.detail.ctx.response?.status !== 200) return;
    const wrong = document.querySelectorAll('#campaign [aria-invalid]');
    if (!wrong.length) return;
    for (const said of document.querySelectorAll('.govuk-error-summary,#campaign .govuk-error-message')) said.remove();
    for (const group of document.querySelectorAll('#campaign .govuk-form-group--error')) group.classList.remove('govuk-form-group--error');
    for (const field of wrong) field.removeAttribute('aria-invalid');
  });

  // The changes of a sheet go out one after the other, each with the version that
  // the answer before it brought. An answer to fewer changes than the form has by
  // then is not shown: it would take the newer ticks back.
  const sheet = document.querySelector('form[data-sheet]');
  if (sheet) {
    let changes = 0, version = 0;
    for (const kind of ['input', 'change']) sheet.addEventListener(kind, () => { changes++; }, true);
    const ours = event => sheet.contains(event.target);
    document.addEventListener('htmx:config:request', event => { if (ours(event)) event.detail.ctx.changes = changes; });
    document.addEventListener('htmx:before:request', event => {
      const body = event.detail.ctx.request.body;
      if (ours(event) && body instanceof URLSearchParams && version > Number(body.get('version'))) body.set('version', version);
    });
    document.addEventListener('htmx:after:request', event => {
      const { ctx } = event.detail;
      if (!ours(event) || ctx.response.status !== 200) return;
      const brought = /name="version" value="(\d+)"/.exec(ctx.text);
      if (brought) version = Number(brought[1]);
      if (ctx.changes === changes) return;
      sheet.elements.version.value = version;
      event.preventDefault();
    });
  }

  // Names in braces: a list under the text completes what follows a {, and the
  // list of all of them inserts where the caret was.
  const list = () => document.getElementById('token-list');
  const options = document.createElement('ul'), most = 6; // names at a time: none is out of sight
  let field = document.querySelector('#editor textarea'), chosen = -1;
  if (list() && field) {
    const status = document.getElementById('tokens-status');
    Object.assign(options, { id: 'token-options', className: 'fh-options', hidden: true });
    options.setAttribute('role', 'listbox');
    options.setAttribute('aria-label', 'Numbers that follow the data');
    const close = () => {
      options.hidden = true;
      chosen = -1;
      field.removeAttribute('aria-activedescendant');
    };
    const put = (name, from) => {
      field.focus();
      field.setRangeText('{' + name + '}', from, field.selectionEnd, 'end');
      close();
      status.textContent = name + ' inserted';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const begun = () => /(?:^|[^{$])\{([a-z: ]{0,30})$/i.exec(field.value.slice(0, field.selectionStart));
    const choose = at => {
      chosen = (at + options.children.length) % options.children.length;
      [...options.children].forEach((option, i) => option.setAttribute('aria-selected', i === chosen));
      options.children[chosen].scrollIntoView({ block: 'nearest' });
      field.setAttribute('aria-activedescendant', options.children[chosen].id);
    };
    const offer = () => {
      const typed = begun(), query = typed && typed[1].toLowerCase();
      const at = item => item.dataset.token.indexOf(query);
      const all = typed ? [...list().querySelectorAll('[data-token]')].filter(item => at(item) >= 0) : [];
      const near = all.sort((a, b) => Math.min(at(a), 1) - Math.min(at(b), 1)).slice(0, most);
      close();
      options.replaceChildren(...near.map((item, i) => {
        const option = document.createElement('li');
        option.id = 'token-option-' + i;
        option.setAttribute('role', 'option');
        option.dataset.token = item.dataset.token;
        option.append('{' + item.dataset.token + '} ', Object.assign(document.createElement('span'), { textContent: item.dataset.value }));
        return option;
      }));
      options.hidden = !near.length;
      if (near.length) {
        field.after(options);
        status.textContent = near.length + (near.length < all.length ? ' of ' + all.length : '') + (all.length === 1 ? ' name' : ' names') + ', down arrow to choose';
      }
    };
    const start = () => field.selectionStart - begun()[1].length - 1;
    for (const text of document.querySelectorAll('#editor textarea')) {
      text.setAttribute('aria-autocomplete', 'list');
      text.setAttribute('aria-haspopup', 'listbox');
      text.setAttribute('aria-controls', 'token-options');
      text.addEventListener('focus', () => { if (field !== text) close(); field = text; });
      text.addEventListener('input', offer);
      text.addEventListener('blur', close);
      text.addEventListener('keydown', event => {
        if (options.hidden) return;
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step) choose(chosen < 0 && step < 0 ? -1 : chosen + step);
        else if (event.key === 'Escape') close();
        else if ((event.key === 'Enter' || event.key === 'Tab') && chosen >= 0) put(options.children[chosen].dataset.token, start());
        else return;
        event.preventDefault();
      });
    }
    field.after(options);
    options.addEventListener('pointerdown', event => {
      const option = event.target.closest('[role=option]');
      event.preventDefault();
      if (option) put(option.dataset.token, start());
    });
    document.addEventListener('click', event => {
      const button = event.target.closest('[data-put]');
      if (button) put(button.dataset.put, field.selectionStart);
    });
  }

  const summary = document.querySelector('.govuk-error-summary');
  if (summary && !document.querySelector('.fh-more [autofocus]')) summary.focus(); // unless something was asked for

  // A table is taken from the clipboard as its program wrote it, with merged cells
  // and exact values, for as long as the text in the box is what was pasted.
  const pasted = document.getElementById('html');
  if (pasted) {
    const area = document.getElementById('data');
    let table = '';
    area.addEventListener('paste', event => {
      const whole = area.selectionEnd - area.selectionStart === area.value.length, html = event.clipboardData.getData('text/html');
      table = whole && /<table/i.test(html) ? html : '';
    });
    area.addEventListener('input', event => {
      const from = event.inputType === 'insertFromPaste' ? table : '';
      if (from || pasted.value) document.getElementById('file-status').textContent = from ? 'A table was pasted, with its merged cells and exact values' : '';
      pasted.value = from;
      table = '';
    });
  }

  const box = document.querySelector('[data-drop]');
  if (!box) return;
  const input = document.getElementById(box.dataset.drop);
  const stop = event => event.preventDefault();
  for (const kind of ['dragenter', 'dragover']) box.addEventListener(kind, stop);
  box.addEventListener('drop', event => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    const status = document.getElementById(input.id + '-status');
    if (status) status.textContent = input.files[0].name + ' is chosen';
  });

  // A large file says how far it is sent. The server answers where its reading
  // is shown; without the script it leads there itself.
  const large = 4 << 20, form = box.closest('form'), button = form.querySelector('button:not([type])'), said = document.getElementById(input.id + '-status');
  form.addEventListener('submit', event => {
    const file = input.files[0];
    if (!file || file.size < large) return;
    event.preventDefault();
    const sending = new XMLHttpRequest(), row = document.createElement('p'), bar = document.createElement('progress'), share = document.createElement('span'), cancel = document.createElement('button');
    const over = words => {
      row.replaceWith(button);
      button.focus();
      said.textContent = words;
    };
    row.className = 'fh-row';
    bar.setAttribute('aria-label', 'Sent so far');
    Object.assign(cancel, { type: 'button', className: 'govuk-button govuk-button--secondary', textContent: 'Cancel', onclick: () => sending.abort() });
    row.append(bar, share, cancel);
    button.replaceWith(row);
    cancel.focus();
    said.textContent = 'Sending ' + file.name;
    sending.upload.onprogress = event => {
      bar.value = event.loaded / event.total;
      share.textContent = Math.floor(100 * bar.value) + '% sent';
    };
    sending.onload = () => {
      if (sending.status === 202) location.assign(sending.getResponseHeader('Location'));
      else over('The server did not take the file. It is larger than 256 MB, or you are signed out. Nothing was stored.');
    };
    sending.onerror = () => over('The connection broke. Nothing was stored. Send it again.');
    sending.onabort = () => over('Cancelled. Nothing was stored.');
    sending.open('POST', form.action);
    sending.setRequestHeader('Prefer', 'respond-async');
    sending.send(new FormData(form));
  });
})();
