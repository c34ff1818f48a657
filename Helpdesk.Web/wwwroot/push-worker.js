// Shows what is pushed while no page is looked at. It keeps nothing of the product and answers no request: the page stays as live as it was.
async function words() {
  const kept = await (await caches.open('push-words')).match('/push-words');
  return kept ? kept.json() : { title: 'Helpdesk', lang: 'en', dir: 'ltr', kinds: {} };
}

async function show({ kind, ticket }) {
  const pages = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.some(page => page.visibilityState === 'visible' && page.focused)) return;
  const { title, lang, dir, kinds } = await words();
  await registration.showNotification(title, {
    body: kinds[kind] ?? '', lang, dir, tag: ticket ? `ticket-${ticket}` : kind, renotify: true, icon: '/favicon.svg', data: { to: ticket ? `/tickets/${ticket}` : '/' },
  });
}

async function open(to) {
  const [page] = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (!page) return clients.openWindow(to);
  await page.focus();
  return page.navigate(to).catch(() => clients.openWindow(to));
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', e => e.waitUntil(clients.claim()));
self.addEventListener('push', e => e.waitUntil(show(e.data?.json() ?? {})));
self.addEventListener('notificationclick', e => {
  e.notification.close();
  e.waitUntil(open(e.notification.data.to));
});
