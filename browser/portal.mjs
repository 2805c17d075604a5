// A small CKAN on this machine, written from its documented answers: four datasets
// about waste, with a table that is there and one that is gone.
import { createServer } from 'node:http';
import { waste } from './officer.mjs';

// startPortal returns { site, env, is, close }: its address, the settings under
// which a server may read it, and what it does: { down, file }, which a test changes.
export async function startPortal() {
  const is = { down: false, file: waste };
  let site;
  const dataset = n => ({
    id: `waste-${n}`, name: `waste-${n}`, title: n ? `Household waste by method, part ${n}` : 'Waste that Essex collects, by method', license_id: 'uk-ogl', license_title: 'UK Open Government Licence (OGL)',
    notes: 'Tonnes and percentages of the waste that councils collect, by how it is managed. Financial years.', metadata_modified: '2026-05-01T10:11:12.123456',
    organization: { title: 'Department for Environment, Food and Rural Affairs' },
    resources: [
      { id: `csv-${n}`, name: 'Council collected waste, all years', format: 'CSV', url: `${site}/waste.csv`, size: waste.length },
      { id: `gone-${n}`, name: 'An unbroken-name_that_is_very_long_indeed_and_has_no_space_in_it_at_all_2018_19_final_v2', format: 'XLSX ', url: `${site}/gone.xlsx` },
      { id: `pdf-${n}`, name: 'Report', format: 'PDF', url: `${site}/report.pdf` },
    ],
  });
  const portal = createServer((request, response) => {
    const url = new URL(request.url, site);
    const reply = result => response.end(JSON.stringify({ success: true, result }));
    if (is.down) return response.writeHead(503, { 'Retry-After': '900' }).end();
    if (url.pathname === '/waste.csv') return is.file ? response.end(is.file) : response.writeHead(500).end();
    if (url.pathname.startsWith('/dataset/')) return response.end('<!DOCTYPE html><title>A dataset</title>');
    if (url.pathname.endsWith('/package_show')) return reply(dataset(Number(url.searchParams.get('id').split('-')[1])));
    if (!url.pathname.endsWith('/package_search')) return response.writeHead(404).end();
    const found = 'waste'.includes(url.searchParams.get('q')) ? [0, 1, 2, 3] : [];
    return reply({ count: found.length, results: found.map(dataset) });
  });
  await new Promise(ready => portal.listen(0, '127.0.0.1', ready));
  const { port } = portal.address();
  site = `http://127.0.0.1:${port}`;
  return { site, is, close: () => portal.close(), env: { FIGUREHEAD_FETCH_NETWORKS: '127.0.0.1/32', FIGUREHEAD_FETCH_PORTS: `80, 443, ${port}` } };
}

// searchOnly has an admin switch all portals off and add this one.
export async function searchOnly(page, address, site) {
  await page.goto(address + '/studio/settings/portals');
  for (let n = await page.getByRole('button', { name: /^Switch off/ }).count(); n > 0; n--) {
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: /^Switch off/ }).first().click()]);
  }
  await page.locator('#name').fill('Local portal');
  await page.locator('#address').fill(site + '/');
  await page.locator('#kind').selectOption('find-out');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByText('Saved.').waitFor();
}
