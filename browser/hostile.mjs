// Hostile texts, the forms that take them, and the shape of what comes back.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const corpus = JSON.parse(readFileSync(join(import.meta.dirname, '../embed/testdata/naughty.json'), 'utf8'))
  .filter(text => /[<>"`]/.test(text) && !/[{}\n]/.test(text) && text.length < 140);
const own = ['<svg/onload=alert(1)>', '"onfocus=alert(1) autofocus ', '</title></textarea>', '<b hx-get=/ hx-trigger=load>', ']]><x>', '\'-alert(1)-\'', '</script><!--', '<p style=x>'];

// texts gives a hostile text for each ask, or its harmless twin: as long, with
// the same letters and spaces, and no sign that means anything to a machine.
export function texts(hostile) {
  let at = 0;
  const harmless = text => hostile ? text : text.replaceAll(/[^\p{L}\p{N}\s]/gu, 'o');
  return {
    of: harmless,
    short: () => harmless(own[at++ % own.length]),
    // long is one of our own and as much of the corpus as room has.
    long(room) {
      let text = own[at % own.length];
      while (text.length + corpus[at % corpus.length].length < room) text += ' ' + corpus[at++ % corpus.length];
      at++;
      return harmless(text);
    },
  };
}

// textual are the fields that a person types into.
const textual = 'textarea:not([readonly]), input:not([readonly]):not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=file]):not([type=password]):not([type=submit]):not([name=website])';

// formsOf lists the forms of a page that have fields for text.
export const formsOf = async page => (await page.evaluate(textual => [...document.forms].map((form, at) => ({
  at, method: form.method, action: new URL(form.action).pathname,
  fields: [...form.elements].filter(field => field.matches(textual)).map(field => ({
    name: field.name, id: field.id, type: field.type, value: field.value, room: field.maxLength > 0 ? field.maxLength : field.tagName === 'TEXTAREA' ? 300 : 95,
  })),
})).filter(form => form.fields.length > 0), textual)).map(form => ({ ...form, key: `${form.method} ${form.action} ${form.fields.map(field => field.name)}` }));

// submit sends the form as a browser does, whatever the browser thinks of what was typed.
export async function submit(page, { at, button }, typed) {
  const answered = page.waitForEvent('load');
  await page.evaluate(({ at, button, typed, textual }) => {
    const form = document.forms[at], fields = [...form.elements];
    for (const field of fields) {
      if (field.matches(textual) && typed[field.name + '/' + field.id] !== undefined) {
        if (field.tagName === 'INPUT') field.type = 'text';
        field.value = typed[field.name + '/' + field.id];
      }
      if (field.type === 'checkbox' && (field.required || field.name === 'vouch')) field.checked = true;
      if (field.type === 'radio' && !fields.some(other => other.type === 'radio' && other.name === field.name && other.checked)) {
        fields.filter(other => other.name === field.name).at(-1).checked = true;
      }
    }
    const pressed = fields.find(field => field.type === 'submit' && (!button || field.value === button));
    if (pressed?.name) {
      const hidden = Object.assign(document.createElement('input'), { type: 'hidden', name: pressed.name, value: pressed.value });
      form.append(hidden);
    }
    HTMLFormElement.prototype.submit.call(form);
  }, { at, button, typed, textual });
  await answered;
}

// refused are the ids of the fields at which the page says what is wrong.
export const refused = page => page.evaluate(() => [...document.querySelectorAll('.govuk-error-summary a[href*="#"]')].map(a => a.hash.slice(1)));

// shapeOf is what kinds of elements with which attributes stand in which, and
// everything of the document that could act. The words of a campaign may make
// the few elements of their Markdown.
export const shapeOf = page => page.evaluate(() => {
  const prose = /^(P|UL|OL|LI|STRONG|EM|CODE|BR|A|BLOCKQUOTE|H[2-6]|HR|PRE)$/;
  const nameOf = node => node.localName + (node.classList.length ? '.' + [...node.classList].join('.') : '');
  const shape = new Set();
  for (const node of document.querySelectorAll('*')) {
    if (node.closest('.fh-prose') && prose.test(node.tagName) && [...node.attributes].every(a => /^(href|rel|class|start)$/.test(a.name)) && !/^(?!https?:|mailto:|\/|#)/.test(node.getAttribute('href') ?? '/')) continue;
    const kept = [...node.attributes].map(a => /^(on|hx-|data-hx-|style$|http-equiv$)/i.test(a.name) ? `${a.name}=${a.value.replaceAll(/[0-9a-f-]{36}|[0-9a-z]{26}/g, 'ID')}` : a.name);
    shape.add(`${node.parentElement ? nameOf(node.parentElement) + '>' : ''}${nameOf(node)}[${kept.sort().join(' ')}]`);
    for (const name of ['href', 'src', 'action', 'formaction', 'data', 'xlink:href']) {
      const to = node.getAttribute(name);
      if (to !== null && !/^(https?:|mailto:|\/(?!\/)|#|\?|$|data:image\/png)/i.test(to.trim())) shape.add(`${node.localName} leads to ${to.slice(0, 40)}`);
    }
  }
  return [...shape];
});
