// A WordPress of its own for a test: Debian's packages, a database on a private
// socket, PHP's own web server. Everything stands in one folder that goes away.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../figurehead.mjs';

const packaged = '/usr/share/wordpress';

const until = async (what, ready) => {
  for (let i = 0; i < 150; i++) {
    if (await ready().catch(() => false)) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`${what} did not start within 15 seconds`);
};

// startWordPress returns { address, post, activate, stop }.
export async function startWordPress() {
  if (!existsSync(packaged)) throw new Error('this test needs WordPress, MariaDB and PHP: make browser-soak installs them');
  const folder = mkdtempSync(join(tmpdir(), 'figurehead-wordpress-'));
  const site = join(folder, 'site'), database = join(folder, 'db'), socket = join(folder, 'db.sock');
  const root = process.getuid() === 0, children = [];
  const stop = async () => {
    for (const child of children.reverse()) {
      const ended = new Promise(resolve => child.on('exit', resolve));
      if (child.exitCode !== null) continue;
      process.kill(child.workers ? -child.pid : child.pid, 'SIGTERM'); // PHP leaves its workers alone
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    cpSync(packaged, site, { recursive: true, dereference: true, filter: source => !source.endsWith('.htaccess') });
    mkdirSync(database);
    const asRoot = root ? ['--user=mysql'] : [];
    if (root) execFileSync('chown', ['mysql', folder, database]);
    execFileSync('mariadb-install-db', [...asRoot, `--datadir=${database}`, '--skip-test-db', '--auth-root-authentication-method=normal'], { stdio: 'ignore' });
    children.push(spawn('mariadbd', ['--no-defaults', ...asRoot, `--datadir=${database}`, `--socket=${socket}`, `--pid-file=${folder}/db.pid`, '--skip-networking'], { stdio: 'ignore' }));
    const sql = text => execFileSync('mariadb', ['--no-defaults', '-uroot', `-S${socket}`, '-e', text], { stdio: 'pipe' });
    await until('MariaDB', async () => { sql('select 1'); return true; });
    sql("create database wp; create user 'wp'@'localhost' identified by 'wp'; grant all on wp.* to 'wp'@'localhost'");

    const port = await freePort(), address = `http://127.0.0.1:${port}`;
    writeFileSync(join(site, 'wp-config.php'), `<?php
define('DB_NAME', 'wp'); define('DB_USER', 'wp'); define('DB_PASSWORD', 'wp'); define('DB_HOST', 'localhost:${socket}');
define('AUTOMATIC_UPDATER_DISABLED', true); define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true); define('WP_ACCESSIBLE_HOSTS', '127.0.0.1');
define('WP_SITEURL', '${address}'); define('WP_HOME', '${address}');
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'] as $k) define($k, 'of a test');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`);
    const php = (code, input = '') => execFileSync('php', ['-r', `$_SERVER['HTTP_HOST'] = '127.0.0.1:${port}'; ${code}`], { cwd: site, input, encoding: 'utf8' });
    const load = "require 'wp-load.php'; wp_set_current_user(1);";
    php(`define('WP_INSTALLING', true); require 'wp-load.php'; require_once ABSPATH . 'wp-admin/includes/upgrade.php'; function wp_new_blog_notification() {} wp_install('A council', 'editor', 'editor@example.org', true, '', 'of a test');`);
    // A group of its own: it starts workers, and they end with it.
    const web = spawn('php', ['-S', `127.0.0.1:${port}`, '-t', site], { stdio: 'ignore', detached: true, env: { ...process.env, PHP_CLI_SERVER_WORKERS: '4' } });
    children.push(Object.assign(web, { workers: true }));
    await until('PHP', async () => (await fetch(address)).ok);
    return {
      address, stop,
      // post publishes a page of the editor's making and returns its address.
      post: content => php(`${load} $id = wp_insert_post(['post_title' => 'Waste', 'post_status' => 'publish', 'post_content' => wp_slash(stream_get_contents(STDIN))]); global $wp_embed; $wp_embed->cache_oembed($id); echo get_permalink($id);`, content).trim(),
      // activate puts a plugin of one file in force.
      activate(name, source) {
        mkdirSync(join(site, 'wp-content/plugins'), { recursive: true });
        writeFileSync(join(site, 'wp-content/plugins', name), source);
        return php(`${load} require_once ABSPATH . 'wp-admin/includes/plugin.php'; $e = activate_plugin('${name}'); echo is_wp_error($e) ? $e->get_error_message() : 'active';`).trim();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
