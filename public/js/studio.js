// Everything works without this script. It copies text and says so, takes
// dropped files into the form, and opens what a checked box reveals.
(() => {
  'use strict';
  document.documentElement.classList.add('js');

  document.addEventListener('click', async event => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    const from = document.getElementById(button.dataset.copy);
    const status = button.parentElement.querySelector('[role=status]');
    try {
      await navigator.clipboard.writeText(from.value);
    } catch {
      from.select();
      document.execCommand('copy');
    }
    if (status) status.textContent = 'Copied: ' + button.dataset.what;
  });

  // A change that waited for the one before it is sent with the version that
  // the answer to that one brought, so that nobody is in conflict with herself.
  document.addEventListener('htmx:before:request', event => {
    const body = event.detail.ctx.request.body;
    const version = document.querySelector('#stage [name=version]');
    if (version && body instanceof URLSearchParams && body.has('version')) body.set('version', version.value);
  });

  const summary = document.querySelector('.govuk-error-summary');
  if (summary) summary.focus();

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
})();
